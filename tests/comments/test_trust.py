"""Trust by a proven address: what earns it, and what is never trusted."""

from datetime import timedelta

from django.utils import timezone

from articles.models import Article
from comments import moderation
from comments.models import (
    Comment,
    CommentPolicy,
    Contact,
    Decision,
    Proof,
    ScreeningResult,
)
from tests.proving import ProvingTestCase


class TrustTests(ProvingTestCase):
    def test_a_proven_comment_of_a_trusted_writer_appears_by_a_policy_on_record(self):
        self.earned()
        comment = self.send()
        self.assertEqual(self.status_of(comment), "held")

        self.press(comment)

        self.assertEqual(self.status_of(comment), "approved")
        made = Decision.objects.latest("pk")
        self.assertEqual((made.moderator, made.policy), (None, "proven address"))
        wait = Comment.objects.get(pk=comment.pk).visible_from - made.decided_at
        self.assertEqual(wait, timedelta(seconds=12))

    def test_typing_a_trusted_address_publishes_nothing(self):
        self.earned()
        for number in range(3):
            comment = self.send(number, name="An impostor")
            self.client.get(self.link(comment))
            self.assertEqual(self.status_of(comment), "held")

    def test_approvals_without_proof_earn_nothing(self):
        for number in range(5):
            self.decide(self.send(number), "approved")
        Proof.objects.all().delete()
        comment = self.send(9)
        self.press(comment)
        self.assertEqual(self.status_of(comment), "held")

    def test_so_many_as_the_policy_says_and_a_rejected_one_begins_anew(self):
        for statuses, expected in (
            (["approved", "approved"], "held"),
            (["approved"] * 3, "approved"),
            (["approved", "approved", "approved", "rejected"], "held"),
            (["rejected", "approved", "approved", "approved"], "approved"),
            (["approved", "spam", "approved", "approved"], "held"),
        ):
            with self.subTest(statuses):
                Contact.objects.update(email="gone@example.org")
                self.earned(*statuses)
                comment = self.send(f"{statuses}")
                self.press(comment)
                self.assertEqual(self.status_of(comment), expected)
                Comment.objects.filter(status="held").update(
                    withdrawn_at=timezone.now()
                )
                Contact.objects.update(content_key=None)

    def test_what_a_policy_approved_earns_nothing(self):
        self.earned("approved", "approved")
        for number in range(3):
            comment = self.send(number)
            self.press(comment)
            by = moderation.By(policy="proven address")
            comment.refresh_from_db()
            moderation.decide(comment, "approved", by=by)
        comment = self.send(9)
        self.press(comment)
        self.assertEqual(self.status_of(comment), "held")

    def test_whatever_needs_a_person_waits_for_one(self):
        self.earned()
        later = timezone.now() + timedelta(days=1)
        for name, change in {
            "flagged": lambda c: ScreeningResult.objects.create(
                comment=c, version=1, check_name="x", outcome="flagged"
            ),
            "edited": lambda c: Comment.objects.filter(pk=c.pk).update(version=2),
            "withdrawn": lambda c: Comment.objects.filter(pk=c.pk).update(
                withdrawn_at=timezone.now()
            ),
            "hold all": lambda c: Article.objects.update(comments_mode="held"),
            "closed": lambda c: Article.objects.update(comments_mode="closed"),
            "paused": lambda c: CommentPolicy.objects.update(paused=True),
            "not live": lambda c: Article.objects.update(published_at=later),
            "policy off": lambda c: CommentPolicy.objects.update(appear="decided"),
        }.items():
            with self.subTest(name):
                comment = self.send(name)
                change(comment)
                self.press(comment)
                self.assertEqual(self.status_of(comment), "held")
                self.assertIsNotNone(Proof.objects.get(pk=comment.pk).proven_at)
                Article.objects.update(
                    comments_mode="section", published_at=self.article.published_at
                )
                CommentPolicy.objects.update(paused=False, appear="proven")

    def test_a_moderator_who_was_first_is_right(self):
        self.earned()
        comment = self.send()
        self.decide(comment, "spam")
        self.press(comment)
        self.assertEqual(self.status_of(comment), "spam")

    def test_the_desk_says_how_the_address_stands(self):
        asked = self.send(1)
        proven = self.send(2)
        self.press(proven)
        self.client.force_login(self.moderator)

        page = self.client.get("/desk/").content.decode()

        self.assertEqual(page.count("Proven by its letter"), 1)
        self.assertEqual(page.count("A letter asks whether it is theirs"), 1)
        self.assertNotEqual(asked, proven)
