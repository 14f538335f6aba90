"""Undo is whole: whatever was pressed on whatever, every table is as it was before."""

from uuid import uuid4

from django.contrib.postgres.functions import TransactionNow
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from comments import moderation
from comments.models import Comment, CommentStatus, Contact, Decision, Guideline
from tests import make
from tests.tables import differences, everything

RECORD = "comments_decision"
STATUSES = st.lists(st.sampled_from(CommentStatus.values), min_size=1, max_size=5)
PRESSES = st.lists(
    st.tuples(
        st.sets(st.integers(0, 6), min_size=1),
        st.sampled_from(CommentStatus.values),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


def a_desk_full():
    """Stories live, withdrawn and hidden; readers, a reply and one taken back."""
    live, away = make.article(), make.article(status="withdrawn")
    hidden = make.article(comments_mode="hidden")
    top = make.comment("approved", article=live)
    made = [
        top,
        make.comment(article=live, parent=top, email="b@example.org"),
        make.comment("spam", article=live, email="B@example.org"),
        make.comment("rejected", article=away),
        make.comment(article=hidden),
        make.comment("approved", article=hidden, shown=False),
        make.comment(article=live),
    ]
    Comment.objects.filter(pk=made[-1].pk).update(withdrawn_at=TransactionNow())
    return made


class UndoTests(TestCase):
    def press(self, moderator, comments, to):
        """One press by one moderator, on the comments as they stand."""
        pks = [comment.pk for comment in comments]
        seen = dict(Comment.objects.filter(pk__in=pks).values_list("pk", "version"))
        return moderation.decide_all(
            seen,
            to,
            by=moderation.By(moderator=moderator),
            guideline=Guideline.objects.first(),
            batch=uuid4() if len(seen) > 1 else None,
        )

    def press_and_undo(self, moderator, comments, to):
        before, decided = everything(), Decision.objects.count()
        outcome = self.press(moderator, comments, to)
        if not outcome.decisions:
            self.assertEqual(everything(), before)
            return outcome

        self.assertIn("comments_comment", differences(before, everything()))
        undone = moderation.undo(outcome.decisions[0], by=moderator)

        self.assertEqual(undone.refusals, {})
        after = everything()
        self.assertEqual(set(differences(before, after)), {RECORD})
        # Two new rows for each comment, and those of before as they were.
        self.assertEqual(after[RECORD][:decided], before[RECORD])
        self.assertEqual(
            len(after[RECORD]), len(before[RECORD]) + 2 * len(outcome.decisions)
        )
        return outcome

    @settings(max_examples=25, deadline=None)
    @given(statuses=STATUSES, to=st.sampled_from(CommentStatus.values))
    def test_undo_leaves_every_table_as_it_was(self, statuses, to):
        moderator, story = make.user("Moderator"), make.article()
        comments = [make.comment(status, article=story) for status in statuses]

        outcome = self.press_and_undo(moderator, comments, to)

        refused = [comment.pk for comment in comments if comment.status == to]
        self.assertEqual(sorted(outcome.refusals), refused)

    @settings(max_examples=25, deadline=None)
    @given(presses=PRESSES)
    def test_so_does_every_undo_among_presses_that_stay(self, presses):
        """On comments of every kind, and after decisions that were not taken back."""
        moderator, comments = make.user("Moderator"), a_desk_full()
        for chosen, to, stays in presses:
            ticked = [comments[number] for number in sorted(chosen)]
            if stays:
                self.press(moderator, ticked, to)
            else:
                self.press_and_undo(moderator, ticked, to)


class TablesTests(TestCase):
    def test_a_change_in_any_table_is_seen(self):
        comment = make.comment()
        before = everything()
        Contact.objects.filter(pk=comment.pk).update(website="https://example.org")

        found = differences(before, everything())

        self.assertEqual(set(found), {"comments_contact"})
        self.assertIn("articles_article", before)
