"""Undo is whole: whatever was pressed on whatever, the tables are as before."""

from uuid import uuid4

from django.db.models import Sum
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from comments import moderation
from comments.models import Comment, CommentStatus, Guideline, Tally, Thread
from tests import make

STATUSES = st.lists(st.sampled_from(CommentStatus.values), min_size=1, max_size=5)


def tables():
    """All that readers and moderators see, but for versions and the record itself."""
    columns = [
        field.attname
        for field in Comment._meta.concrete_fields
        if field.attname != "version"
    ]
    totals = Tally.objects.values_list("name").annotate(total=Sum("value"))
    return (
        list(Comment.objects.order_by("pk").values(*columns)),
        list(Thread.objects.exclude(approved_count=0).values("pk", "approved_count")),
        {name: total for name, total in totals if total},
        set(Comment.objects.visible().values_list("pk", flat=True)),
    )


class UndoTests(TestCase):
    @settings(max_examples=12, deadline=None)
    @given(statuses=STATUSES, to=st.sampled_from(CommentStatus.values))
    def test_undo_leaves_every_table_as_it_was(self, statuses, to):
        moderator = make.user("Moderator")
        story = make.article()
        comments = [make.comment(status, article=story) for status in statuses]
        before = tables()
        seen = {comment.pk: comment.version for comment in comments}

        by = moderation.By(moderator=moderator)
        outcome = moderation.decide_all(
            seen, to, by=by, guideline=Guideline.objects.first(), batch=uuid4()
        )

        refused = [comment.pk for comment in comments if comment.status == to]
        self.assertEqual(sorted(outcome.refusals), refused)
        if outcome.decisions:
            self.assertNotEqual(tables(), before)
            undone = moderation.undo(outcome.decisions[0], by=moderator)
            self.assertEqual(len(undone.decisions), len(outcome.decisions))
        self.assertEqual(tables(), before)
