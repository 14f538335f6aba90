"""``verify_counts``: a kept count that differs from a recount is a fault."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import Day
from comments.models import Contact, Tally, Thread
from tests import make

pytestmark = pytest.mark.django_db


def said() -> str:
    out = StringIO()
    try:
        call_command("verify_counts", stdout=out)
    except CommandError as refusal:
        out.write(str(refusal))
    return out.getvalue()


def test_counts_kept_by_the_site_are_right():
    story = make.article()
    for status in ("held", "approved", "approved", "rejected", "spam"):
        make.comment(status, article=story)
    assert said() == "Every count is right.\n"


def test_a_wrong_thread_is_named_and_the_command_fails():
    story = make.article()
    make.comment("approved", article=story)
    Thread.objects.filter(article=story).update(approved_count=4)
    assert f"story {story.pk}: 4 comments kept, 1 found" in said()
    with pytest.raises(CommandError, match="1 counts are wrong"):
        call_command("verify_counts", stdout=StringIO())


def test_a_missing_thread_is_a_fault():
    story = make.article()
    make.comment("approved", article=story)
    Thread.objects.all().delete()
    assert f"story {story.pk}: 0 comments kept, 1 found" in said()


def test_a_conversation_of_another_size_is_a_fault():
    top = make.comment("approved")
    make.comment("approved", article=top.article, parent=top)
    assert said() == "Every count is right.\n"
    Thread.objects.update(sizes=[1])
    story = top.article_id
    assert f"story {story}, under comment {top.pk}: 1 kept, 2 found" in said()
    Thread.objects.update(tops=[], sizes=[])
    assert f"story {story}, under comment {top.pk}: 0 kept, 2 found" in said()


def test_a_wrong_total_of_the_queue_is_a_fault():
    make.comment()
    Tally.objects.create(name="held", shard=99, value=6)
    assert "the queue, held: 7 kept, 1 found" in said()


def test_a_wrong_day_of_the_archive_is_a_fault():
    day = make.article().first_published_on
    assert said() == "Every count is right.\n"
    Day.objects.filter(day=day).update(stories=3)
    assert f"day {day}: 3 stories kept, 1 found" in said()


def test_an_author_s_record_that_differs_from_the_comment_is_a_fault():
    comment = make.comment("spam")
    assert said() == "Every count is right.\n"
    Contact.objects.filter(pk=comment.pk).update(status="approved")
    assert "its author's record says approved, it is spam" in said()
