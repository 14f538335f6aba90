"""What a writer is told about the comment that was sent."""

from datetime import timedelta

import time_machine
from django.test import TestCase
from django.utils import timezone

from articles.models import Article
from comments import moderation, tokens
from comments.models import Comment, Guideline
from tests import make

AWAITING = "Your comment is awaiting moderation."


class ReceiptTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.article = make.article()
        cls.comment = make.comment(article=cls.article, body="My very own words")

    def receipt(self, receipt=None, article=None):
        receipt = receipt or tokens.receipt_for(self.comment.pk)
        address = (article or self.article).get_absolute_url()
        return self.client.get(f"{address}?receipt={receipt}")

    def status(self):
        return self.client.get(
            f"/comments/status/{tokens.status_for(self.comment.pk)}/"
        )

    def decide(self, to):
        moderation.decide(
            self.comment,
            to,
            by=moderation.By(policy="test"),
            guideline=Guideline.objects.first(),
        )

    def settle(self):
        past = timezone.now() - timedelta(minutes=1)
        shown = {"visible_from": past} if self.comment_now().visible_from else {}
        Comment.objects.filter(pk=self.comment.pk).update(decided_at=past, **shown)

    def comment_now(self):
        return Comment.objects.get(pk=self.comment.pk)

    def test_the_writer_sees_the_words_and_a_lasting_link(self):
        page = self.receipt()

        self.assertContains(page, AWAITING)
        self.assertContains(page, "My very own words")
        self.assertContains(page, tokens.status_for(self.comment.pk))

    def test_forged_and_foreign_receipts_show_nothing(self):
        receipt = tokens.receipt_for(self.comment.pk)
        for forged in (str(self.comment.pk), receipt[:-1], receipt + "x", "x" * 9000):
            self.assertNotContains(self.receipt(forged), "My very own words")
        elsewhere = self.receipt(receipt, article=make.article())
        self.assertNotContains(elsewhere, "My very own words")

    def test_a_receipt_is_over_after_half_an_hour(self):
        with time_machine.travel(timezone.now() - timedelta(minutes=31)):
            old = tokens.receipt_for(self.comment.pk)

        page = self.receipt(old)

        self.assertNotContains(page, "My very own words")
        self.assertEqual(page.status_code, 200)

    def test_an_approved_comment_is_led_to_where_it_stands(self):
        self.decide("approved")
        self.settle()

        page = self.receipt()

        self.assertContains(page, f'href="/comments/{self.comment.pk}/"')
        self.assertContains(page, f'id="comment-{self.comment.pk}"', count=1)
        self.assertNotContains(page, AWAITING)

    def test_a_refused_one_is_only_said_to_be_decided(self):
        for to in ("rejected", "spam"):
            self.comment.refresh_from_db()
            self.decide(to)
            self.settle()

            page = self.receipt()

            self.assertContains(page, "Your comment has been decided on.")
            self.assertNotContains(page, "My very own words")

    def test_a_decision_that_can_be_undone_is_told_to_nobody(self):
        self.decide("rejected")

        self.assertContains(self.receipt(), AWAITING)
        self.assertContains(self.status(), AWAITING)

    def test_the_status_page_knows_every_state(self):
        self.assertContains(self.status(), AWAITING)
        for to, sentence in (
            ("approved", "Your comment was published."),
            ("rejected", "does not follow our guidelines"),
            ("spam", "taken for advertising"),
        ):
            self.comment.refresh_from_db()
            self.decide(to)
            self.settle()
            self.assertContains(self.status(), sentence)
        Comment.objects.update(withdrawn_at=timezone.now())
        self.assertContains(self.status(), "Your comment was taken back.")
        Comment.objects.update(
            erased_at=timezone.now(), author_name="", body="", body_html=""
        )
        self.assertContains(self.status(), "Your comment was erased.")

    def test_the_status_page_is_private_and_names_no_story_that_is_gone(self):
        page = self.status()

        self.assertEqual(page["Cache-Control"], "private, no-store")
        self.assertEqual(page["X-Robots-Tag"], "noindex")
        self.assertContains(page, self.article.headline)
        Article.objects.update(status="withdrawn")
        self.assertNotContains(self.status(), self.article.headline)

    def test_the_status_page_tells_only_with_the_true_token(self):
        true = tokens.status_for(self.comment.pk)
        for forged in (true[:-1], f"{self.comment.pk}:x", tokens.for_form(1), "x"):
            answer = self.client.get(f"/comments/status/{forged}/")
            self.assertEqual(answer.status_code, 404)
