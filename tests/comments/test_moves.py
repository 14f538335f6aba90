"""The table of moves: what each decision does to a comment, and what is refused."""

from contextlib import suppress
from itertools import pairwise, product

from django.contrib.postgres.functions import TransactionNow
from django.db.models import F
from django.test import TestCase
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as PropertyTestCase

from comments import moderation
from comments.models import Comment, CommentStatus, Decision, Guideline
from tests import make
from tests.tables import everything

STATUSES = CommentStatus.values
WALKS = st.lists(st.tuples(st.sampled_from(STATUSES), st.booleans()), max_size=12)


def decide(comment, to, moderator):
    by = moderation.By(moderator=moderator)
    return moderation.decide(comment, to, by=by, guideline=Guideline.objects.first())


class EveryMoveTests(TestCase):
    """Every pair of statuses; each as read or stale, taken back or not."""

    @classmethod
    def setUpTestData(cls):
        cls.moderator = make.user("Moderator")

    def comment(self, was, *, stale, withdrawn):
        """As a moderator has it on the screen, and what became of it meanwhile."""
        seen = make.comment(was)
        rows = Comment.objects.filter(pk=seen.pk)
        if stale:
            rows.update(version=F("version") + 1)
        if withdrawn:
            rows.update(withdrawn_at=TransactionNow())
        return seen

    def test_a_move_is_made_or_refused_and_nothing_between(self):
        for was, to, stale, withdrawn in product(
            STATUSES, STATUSES, (False, True), (False, True)
        ):
            with self.subTest(f"{was} to {to}", stale=stale, withdrawn=withdrawn):
                seen = self.comment(was, stale=stale, withdrawn=withdrawn)
                if to in moderation.MOVES[was] and not stale and not withdrawn:
                    self.assert_moved(seen, decide(seen, to, self.moderator))
                else:
                    before = everything()
                    with self.assertRaises(moderation.Refused) as refusal:
                        decide(seen, to, self.moderator)
                    self.assertEqual(everything(), before)
                    self.assertTrue(str(refusal.exception))

    def assert_moved(self, seen, decision):
        comment = Comment.objects.get(pk=seen.pk)
        record = (decision.from_status, decision.to_status, decision.comment_version)
        self.assertEqual(record, (seen.status, comment.status, seen.version))
        self.assertEqual(comment.version, seen.version + 1)
        is_held, shows = comment.status == "held", comment.status == "approved"
        self.assertEqual(comment.decided_at is None, is_held)
        self.assertEqual(comment.visible_from is None, not shows)
        self.assertEqual(comment.contact.status, comment.status)

    def test_each_can_be_undone_and_is_as_before(self):
        for was, moves in moderation.MOVES.items():
            for to in moves:
                with self.subTest(f"{was} to {to}"):
                    seen = make.comment(was)
                    moments = seen.decided_at, seen.visible_from

                    undone = decide(seen, to, self.moderator)
                    moderation.undo(undone, by=self.moderator)

                    after = Comment.objects.get(pk=seen.pk)
                    self.assertEqual(after.status, was)
                    self.assertEqual((after.decided_at, after.visible_from), moments)
                    self.assertEqual(after.version, seen.version + 2)

    def test_an_undo_is_undone_by_nobody(self):
        seen = make.comment()
        undone = decide(seen, "approved", self.moderator)
        moderation.undo(undone, by=self.moderator)

        with self.assertRaises(moderation.Refused):
            moderation.undo(undone, by=self.moderator)


class WalkTests(PropertyTestCase):
    @settings(max_examples=40, deadline=None)
    @given(walk=WALKS)
    def test_the_record_tells_every_step_and_leads_to_where_it_stands(self, walk):
        moderator, pk = make.user("Moderator"), make.comment().pk
        for to, taken_back in walk:
            with suppress(moderation.Refused):
                made = decide(Comment.objects.get(pk=pk), to, moderator)
                if taken_back:
                    moderation.undo(made, by=moderator)

        record = list(Decision.objects.filter(comment=pk).order_by("pk"))
        comment = Comment.objects.get(pk=pk)
        for earlier, later in pairwise(record):
            self.assertEqual(later.from_status, earlier.to_status)
            self.assertEqual(later.comment_version, earlier.comment_version + 1)
        self.assertEqual(comment.version, len(record) + 1)
        self.assertEqual(comment.status, record[-1].to_status if record else "held")
