"""The letter that asks whether a comment is theirs, and the page with its button."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments import proving, tokens
from comments.models import CommentPolicy, Proof
from newsroom.models import Letter
from tests import make
from tests.proving import SAME, ProvingTestCase


class LetterTests(ProvingTestCase):
    def test_each_comment_has_a_letter_with_a_button_of_its_own(self):
        comment = self.send(email="Ada@example.org")

        letter = Letter.objects.get()
        self.assertEqual(letter.to, "Ada@example.org")
        self.assertEqual(letter.subject, "Is this your comment? Rain on the fair")
        self.assertIn(self.link(comment), letter.body)
        self.assertIn("Remark 0", letter.body)
        self.assertNotIn("example.org", letter.about + letter.cause)

    def test_with_the_first_policy_nothing_is_sent_and_nothing_asked(self):
        CommentPolicy.objects.update(appear="decided")
        comment = self.send()

        self.assertEqual((Letter.objects.count(), Proof.objects.count()), (0, 0))
        page = self.client.get(f"/comments/status/{tokens.status_for(comment.pk)}/")
        self.assertNotContains(page, "Press its button")

    def test_what_a_check_flagged_is_asked_nothing(self):
        self.send(comment="https://a.example https://b.example https://c.example")
        self.assertEqual(Letter.objects.count(), 0)

    def test_a_stranger_is_not_filled_with_letters(self):
        for number in range(5):
            self.send(number)
        self.assertEqual(Letter.objects.count(), proving.MOST_UNANSWERED)
        Proof.objects.update(asked_at=timezone.now() - timedelta(days=4))
        self.send(6)
        self.assertEqual(Letter.objects.count(), proving.MOST_UNANSWERED + 1)

    def test_its_language_is_the_story_s(self):
        self.send(article=make.article(language="de"))
        self.assertIn("Ist das Ihr Kommentar?", Letter.objects.get().subject)


class ButtonTests(ProvingTestCase):
    def test_to_look_changes_nothing(self):
        comment = self.send()
        before = list(Proof.objects.values())
        for method in (self.client.get, self.client.head, self.client.get):
            page = method(self.link(comment))
            self.assertEqual(page.status_code, 200)
            self.assertEqual(page["Cache-Control"], "private, no-store")
            self.assertEqual(page["X-Robots-Tag"], "noindex")
            self.assertFalse(page.cookies)
        self.assertContains(page, "Yes, I wrote this")
        self.assertEqual(list(Proof.objects.values()), before)

    def test_its_page_reads_no_address(self):
        comment = self.send()
        with CaptureQueriesContext(connection) as queries:
            self.client.get(self.link(comment))
        self.assertNotIn("comments_contact", str([q["sql"] for q in queries]))

    def test_a_press_proves_once_and_again_changes_nothing(self):
        comment = self.send()

        answer = self.press(comment)

        self.assertRedirects(answer, self.link(comment), status_code=303)
        self.assertFalse(answer.cookies)
        proven = Proof.objects.get().proven_at
        self.assertIsNotNone(proven)
        self.press(comment)
        self.assertEqual(Proof.objects.get().proven_at, proven)
        page = self.client.get(self.link(comment))
        self.assertContains(page, "Thank you: this comment is yours.")
        self.assertNotContains(page, "Yes, I wrote this")

    def test_it_is_over_after_its_days(self):
        comment = self.send()
        Proof.objects.update(asked_at=timezone.now() - timedelta(days=3, hours=1))

        self.press(comment)

        self.assertIsNone(Proof.objects.get().proven_at)
        page = self.client.get(self.link(comment))
        self.assertContains(page, "The time for this button is over.")

    def test_a_link_of_another_kind_or_forged_is_no_link(self):
        comment = self.send()
        for token in (
            tokens.status_for(comment.pk),
            tokens.receipt_for(comment.pk),
            tokens.for_proof(comment.pk + 1),
            f"{comment.pk}:x",
            "x",
        ):
            answer = self.client.post(f"/comments/prove/{token}/", headers=SAME)
            self.assertEqual(answer.status_code, 404)
        self.assertIsNone(Proof.objects.get().proven_at)

    def test_another_site_cannot_press(self):
        comment = self.send()
        answer = self.press(comment, headers={"Sec-Fetch-Site": "cross-site"})
        self.assertEqual(answer.status_code, 403)
        self.assertIsNone(Proof.objects.get().proven_at)

    def test_the_writer_is_told_of_the_letter(self):
        comment = self.send()
        status = f"/comments/status/{tokens.status_for(comment.pk)}/"
        receipt = f"?receipt={tokens.receipt_for(comment.pk)}"
        for page in (status, self.article.get_absolute_url() + receipt):
            self.assertContains(self.client.get(page), "Press its button")
        self.press(comment)
        self.assertNotContains(self.client.get(status), "Press its button")
