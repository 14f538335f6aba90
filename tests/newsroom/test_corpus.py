"""``make_corpus``: a synthetic site that keeps every rule of the schema."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.models import Article, Byline, Epoch, PastAddress
from comments.models import Comment, Contact, Decision, ScreeningResult, Tally, Thread
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def corpus():
    out = StringIO()
    call_command("make_corpus", stories=400, comments=6000, held=90, stdout=out)
    yield out.getvalue()


def found(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def test_it_makes_what_was_asked_for_and_counts_it_right(corpus):
    assert "400 stories and 6,000 comments, 90 of them held" in corpus
    assert Article.objects.count() == 400
    assert Comment.objects.count() == 6000
    assert Comment.objects.filter(status="held").count() == 90
    call_command("verify_counts", stdout=StringIO())


def test_what_triggers_would_have_written_is_written(corpus):
    tree = """
        SELECT c.id FROM comments_comment AS c
        LEFT JOIN comments_comment AS p ON p.id = c.parent_id
        WHERE CASE WHEN p.id IS NULL
          THEN (c.root_id, c.depth, c.path) IS DISTINCT FROM
               (NULL::bigint, 1, ARRAY[c.id])
          ELSE (c.article_id, c.root_id, c.depth, c.path) IS DISTINCT FROM
               (p.article_id, coalesce(p.root_id, p.id), least(p.depth + 1, 10),
                p.path[1:9] || c.id)
            OR p.submitted_at > c.submitted_at END
    """
    on_record = """
        SELECT c.id FROM comments_comment AS c WHERE status <> 'held' AND NOT EXISTS (
          SELECT FROM comments_decision AS d WHERE d.comment_id = c.id
          AND d.to_status = c.status AND d.comment_version = c.version - 1)
    """
    listed = """
        SELECT b.id FROM articles_byline AS b JOIN articles_article AS a
        ON a.id = b.article_id WHERE b.listed_at IS DISTINCT FROM
        CASE WHEN a.status = 'published' THEN a.published_at END
    """
    risk = """
        SELECT c.id FROM comments_comment AS c WHERE calmness <> -(
          SELECT count(*) FROM comments_screeningresult AS s
          WHERE s.comment_id = c.id AND outcome = 'flagged')
    """
    for question in (tree, on_record, listed, risk):
        assert found(question) == []


def test_it_holds_every_kind_of_row(corpus):
    assert set(Article.objects.values_list("language", flat=True)) == {
        "en",
        "de",
        "fr",
        "ar",
    }
    assert set(Article.objects.values_list("status", flat=True)) >= {
        "draft",
        "published",
        "withdrawn",
    }
    assert set(Comment.objects.values_list("status", flat=True)) == {
        "held",
        "approved",
        "rejected",
        "spam",
    }
    assert Comment.objects.filter(depth=10).exists()
    assert Comment.objects.filter(withdrawn_at__isnull=False).exists()
    assert Article.objects.scheduled().exists()
    for model in (
        Byline,
        PastAddress,
        Contact,
        Decision,
        ScreeningResult,
        Epoch,
        Tally,
    ):
        assert model.objects.exists()


def test_the_site_goes_on_from_it(corpus, client):
    """Its keys and triggers are back, and the next row gets the next number."""
    story = make.article()
    assert story.pk == 401
    said = make.comment("approved", article=story)
    assert said.path == [said.pk]
    assert client.get("/").status_code == 200
    busiest = Thread.objects.filter(article__in=Article.objects.live()).latest(
        "approved_count"
    )
    page = client.get(busiest.article.get_absolute_url())
    assert page.status_code == 200


def test_it_refuses_a_site_that_holds_something(db):
    make.section()
    with pytest.raises(CommandError, match="articles_section has rows already"):
        call_command("make_corpus", stories=20, stdout=StringIO())
    assert not Article.objects.exists()
