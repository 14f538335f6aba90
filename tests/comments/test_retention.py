"""What is kept for a time only: purged when it is due, while the record stays."""

from datetime import timedelta
from io import StringIO
from unittest.mock import patch

from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone

from comments import moderation, retention
from comments.models import (
    Comment,
    CommentPolicy,
    Contact,
    Decision,
    Escalation,
    Ground,
    Note,
    Presence,
    Rate,
    Report,
    ScreeningResult,
    Wording,
)
from newsroom import outbox
from newsroom.models import Letter
from tests import make

SECRET = "Words that nobody keeps"


def days(number):
    return timezone.now() - timedelta(days=number)


class RetentionTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.article = make.article()
        cls.moderator = make.user("Moderator")

    def decided(self, status, ago, **fields):
        comment = make.comment(
            status, article=self.article, author_name=SECRET, body=SECRET, **fields
        )
        Comment.objects.filter(pk=comment.pk).update(decided_at=days(ago))
        return comment

    def purge(self):
        out = StringIO()
        call_command("purge_expired", stdout=out)
        return out.getvalue()

    def test_what_is_not_published_loses_its_words_when_its_days_are_over(self):
        kept = [
            self.decided("rejected", ago=89),
            self.decided("spam", ago=89),
            self.decided("approved", ago=400),
            make.comment(article=self.article),
        ]
        old = [self.decided("rejected", ago=91), self.decided("spam", ago=91)]
        before = {c.pk: (c.body, c.version) for c in kept}

        said = self.purge()

        self.assertIn("Comments not published: 2 purged.", said)
        for comment in old:
            comment.refresh_from_db()
            blank = (comment.author_name, comment.body, comment.body_html)
            self.assertEqual(blank, ("", "", ""))
            self.assertIsNotNone(comment.erased_at)
            self.assertFalse(Contact.objects.filter(pk=comment.pk).exists())
            self.assertTrue(Decision.objects.filter(comment=comment).exists())
        after = {
            c.pk: (c.body, c.version) for c in Comment.objects.filter(pk__in=before)
        }
        self.assertEqual(after, before)
        self.assertEqual(Contact.objects.count(), len(kept))

    def test_what_the_policy_says_is_what_counts(self):
        self.decided("spam", ago=8)
        self.assertIn("Comments not published: 0 purged.", self.purge())
        CommentPolicy.objects.update(refused_days=7)
        self.assertIn("Comments not published: 1 purged.", self.purge())

    def test_notes_grounds_and_reports_go_with_it_and_what_checks_found_stays(self):
        comment = self.decided("approved", ago=100)
        report = make.report(comment, words=SECRET, reporter_email="niece@example.org")
        made = moderation.decide(comment, "spam", by=moderation.By(self.moderator))
        Ground.objects.create(decision=made, start=0, end=5)
        Note.objects.create(comment=comment, moderator=self.moderator, text=SECRET)
        asked = {"moderator": self.moderator, "editor": self.moderator}
        Escalation.objects.create(comment=comment, note=SECRET, **asked)
        words = outbox.Words("A question", SECRET)
        for cause in (f"comment {comment.pk}", f"escalation of comment {comment.pk}"):
            outbox.write(about=cause, cause=cause, to="niece@example.org", words=words)
        Wording.objects.create(
            comment=comment, version=1, body=SECRET, replaced_by=self.moderator
        )
        ScreeningResult.objects.create(
            comment=comment, version=1, check_name="links", outcome="flagged"
        )
        Comment.objects.filter(pk=comment.pk).update(decided_at=days(91))

        self.purge()

        for kept in (Note, Escalation, Ground, Wording, Letter):
            self.assertFalse(kept.objects.exists(), kept)
        report.refresh_from_db()
        blank = (report.words, report.body, report.author_name, report.reporter_email)
        self.assertEqual(blank, ("", "", "", ""))
        self.assertEqual(report.decision, made)
        self.assertEqual(ScreeningResult.objects.count(), 1)

    def test_withdrawn_ones_go_too_and_what_is_reported_waits(self):
        withdrawn = make.comment(article=self.article)
        Comment.objects.filter(pk=withdrawn.pk).update(withdrawn_at=days(91))
        reported = self.decided("spam", ago=91)
        make.report(reported)

        self.assertIn("Comments withdrawn: 1 purged.", self.purge())

        withdrawn.refresh_from_db()
        reported.refresh_from_db()
        self.assertEqual((withdrawn.body, reported.body), ("", SECRET))

    def test_an_erased_comment_is_decided_on_no_more(self):
        comment = self.decided("spam", ago=91)
        self.purge()
        comment.refresh_from_db()

        with self.assertRaises(moderation.Refused):
            moderation.decide(comment, "approved", by=moderation.By(self.moderator))

    def test_a_network_is_forgotten_and_is_then_nobody_s(self):
        comments = [make.comment(article=self.article) for _ in range(3)]
        Contact.objects.filter(pk__in=[c.pk for c in comments[:2]]).update(
            created_at=days(31)
        )

        self.assertIn("Network hashes: 2 purged.", self.purge())

        known = Contact.objects.filter(address_hash__isnull=False)
        self.assertEqual(known.get().pk, comments[2].pk)
        self.client.force_login(self.moderator)
        page = self.client.get("/desk/")
        records = [card.by_network.is_empty for card in page.context["cards"]]
        self.assertEqual(records, [True, True, True])
        listed = self.client.get("/desk/", {"network": comments[0].pk})
        self.assertEqual(listed.context["cards"], [])

    def test_old_limits_and_presences_go(self):
        for ago in (-1, 1):
            Rate.objects.create(key=b"k", window=ago + 1, count=1, ends_at=days(ago))
        Presence.objects.create(moderator=self.moderator, seen_at=days(2))

        said = self.purge()

        self.assertIn("Limits of pace: 1 purged.", said)
        self.assertEqual(Rate.objects.get().window, 0)
        self.assertFalse(Presence.objects.exists())

    def test_dealt_with_reports_lose_their_words_after_the_same_days(self):
        comment = self.decided("approved", ago=1)
        make.report(comment, words=SECRET, reporter_email="niece@example.org")
        moderation.decide(comment, "held", by=moderation.By(self.moderator))
        self.purge()
        self.assertEqual(Report.objects.get().words, SECRET)
        Report.objects.update(handled_at=days(91))

        self.assertIn("Reports: 1 purged.", self.purge())

        self.assertEqual(Report.objects.get().words, "")

    def test_it_can_be_stopped_and_goes_on_where_it_was(self):
        for _ in range(3):
            self.decided("spam", ago=91)
        with patch("comments.retention.AT_ONCE", 1):
            batches = retention.rules()[1].batches()
            self.assertEqual(next(batches), 1)
            batches.close()
        self.assertEqual(Comment.objects.filter(erased_at=None).count(), 2)

        self.assertIn("Comments not published: 2 purged.", self.purge())
        self.assertEqual(set(retention.purge().values()), {0})

    def test_counts_stay_right(self):
        self.decided("spam", ago=91)
        self.decided("approved", ago=91)
        self.purge()
        call_command("verify_counts", stdout=StringIO())
