from datetime import timedelta

from django.contrib.postgres.functions import TransactionNow
from django.db import IntegrityError, connection, transaction
from django.db.models import Value
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments import moderation, tallies
from comments.models import Comment, Decision, Guideline, Thread
from tests import make


class DecideTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.moderator = make.user("Moderator")
        cls.comment = make.comment()
        cls.guideline = Guideline.objects.first()

    def decide(self, comment, to, **options):
        by = moderation.By(moderator=self.moderator)
        return moderation.decide(comment, to, by=by, **options)

    def test_decision_is_on_record_and_counted(self):
        self.decide(self.comment, "approved")

        decision = Decision.objects.get()
        self.assertEqual(decision.moderator, self.moderator)
        self.assertEqual(decision.from_status, "held")
        self.assertEqual(Thread.objects.get().approved_count, 1)

    def test_of_two_moderators_the_second_is_told_who_was_first(self):
        as_read_by_the_other = Comment.objects.get()
        self.decide(self.comment, "approved")

        with self.assertRaisesMessage(moderation.Refused, str(self.moderator)):
            self.decide(as_read_by_the_other, "spam")
        self.assertEqual(Decision.objects.count(), 1)

    def test_rejecting_needs_a_guideline(self):
        with self.assertRaises(moderation.Refused):
            self.decide(self.comment, "rejected")
        with self.assertRaises(IntegrityError), transaction.atomic():
            Decision.objects.create(
                comment=self.comment,
                policy="x",
                from_status="held",
                to_status="rejected",
                comment_version=1,
            )

    def test_a_bulk_over_many_stories_asks_no_more_than_over_one(self):
        asked = []
        for stories in (1, 20):
            comments = [make.comment() for _n in range(stories)]
            seen = {comment.pk: comment.version for comment in comments}
            with CaptureQueriesContext(connection) as queries:
                by = moderation.By(moderator=self.moderator)
                moderation.decide_all(seen, "approved", by=by)
            asked.append(len(queries))

        self.assertEqual(asked[0], asked[1])
        self.assertEqual(Thread.objects.filter(approved_count=1).count(), 21)

    def test_approved_comment_shows_only_after_undo_has_closed(self):
        self.decide(self.comment, "approved")

        self.assertFalse(Comment.objects.visible().exists())
        # By the transaction's clock, which stands still.
        past = TransactionNow() - Value(timedelta(seconds=1))
        Comment.objects.update(visible_from=past)
        self.assertTrue(Comment.objects.visible().exists())

    def test_approving_never_touches_a_reply(self):
        self.decide(self.comment, "approved")
        reply = make.comment(article=self.comment.article, parent=self.comment)
        other = Comment.objects.get(pk=self.comment.pk)
        self.decide(other, "rejected", guideline=self.guideline)

        reply.refresh_from_db()
        self.assertEqual(reply.status, "held")

    def test_undo_puts_everything_back(self):
        held = tallies.total(tallies.HELD)
        decision = self.decide(self.comment, "approved")

        moderation.undo(decision, by=self.moderator)

        self.comment.refresh_from_db()
        self.assertEqual(self.comment.status, "held")
        self.assertIsNone(self.comment.visible_from)
        self.assertEqual(Thread.objects.get().approved_count, 0)
        self.assertEqual(tallies.total(tallies.HELD), held)

    def test_rows_of_record_are_never_changed(self):
        self.decide(self.comment, "approved")

        for statement in (
            "UPDATE comments_decision SET to_status = 'spam'",
            "DELETE FROM comments_decision",
        ):
            with (
                self.subTest(statement),
                self.assertRaisesMessage(IntegrityError, "record"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)

    def test_no_status_without_a_decision(self):
        with (
            self.assertRaisesMessage(IntegrityError, "without a decision"),
            transaction.atomic(),
        ):
            now = timezone.now()
            Comment.objects.update(status="approved", decided_at=now, visible_from=now)
            connection.check_constraints()

    def test_a_reply_stands_on_its_parents_story(self):
        with self.assertRaisesMessage(IntegrityError, "story of its parent"):
            make.comment(parent=self.comment, article=make.article())
