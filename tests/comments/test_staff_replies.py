"""The newsroom answers a reader under its own mark: on record, and taken back whole."""

import json
from datetime import timedelta
from unittest.mock import patch

from django.contrib.postgres.functions import TransactionNow
from django.db import DatabaseError, transaction
from django.db.models import Value
from django.test import TestCase
from django.urls import reverse

from comments.models import Comment, Contact, Decision, Thread
from tests import make, posting
from tests.tables import differences, everything


class ReplyTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.moderator = make.user(
            "Moderator", username="secret-login", display_name="Ada Moderator"
        )
        cls.article = make.article()
        cls.public = make.comment("approved", article=cls.article, body="When?")
        cls.held = make.comment(article=cls.article, body="And where?")

    def setUp(self):
        self.client.force_login(self.moderator)

    def reply(self, to, words="At noon.", **more):
        to.refresh_from_db()
        return self.client.post(
            reverse("comments:reply", args=[to.pk]),
            {"comment": words, "version": to.version, **more},
            follow=True,
        )

    def undo(self):
        return self.client.post(reverse("comments:undo"), follow=True)

    def made(self):
        return Comment.objects.get(staff=self.moderator)

    def assert_only_the_record_grew(self, before):
        """But for the decisions, and the words that are kept for who wrote them."""
        changed = differences(before, everything())
        self.assertEqual(set(changed), {"comments_comment", "comments_decision"})
        kept = json.loads(*changed["comments_comment"])
        self.assertEqual(kept["id"], self.made().pk)
        self.assertIsNotNone(kept["withdrawn_at"])

    def wait(self):
        past = TransactionNow() - Value(timedelta(seconds=30))
        Comment.objects.filter(status="approved").update(visible_from=past)

    def test_readers_see_it_after_twelve_seconds_with_the_newsrooms_mark(self):
        story = self.article.get_absolute_url()
        page = self.reply(self.public)

        self.assertContains(page, "Your reply shows in twelve seconds.")
        self.assertEqual(self.made().parent, self.public)
        self.assertNotContains(self.client.get(story), "At noon.")
        self.wait()
        shown = self.client.get(story)
        self.assertContains(shown, "At noon.")
        self.assertContains(shown, "Ada Moderator</bdi>")
        self.assertContains(shown, '<span class="staff-mark">Newsroom</span>', count=1)
        self.assertContains(shown, "2 Comments")
        self.assertNotContains(shown, "secret-login")
        feed = self.client.get(f"{story}feed/")
        self.assertContains(feed, "Ada Moderator (newsroom)")

    def test_it_is_the_moderators_own_decision_and_nobody_can_be_reached_by_it(self):
        self.reply(self.public)

        decision = Decision.objects.get(comment=self.made())
        self.assertEqual(decision.moderator, self.moderator)
        self.assertEqual(
            (decision.from_status, decision.to_status), ("held", "approved")
        )
        self.assertFalse(Contact.objects.filter(comment=self.made()).exists())
        self.assertEqual(Thread.objects.get().approved_count, 2)
        page = self.client.get("/desk/?queue=decided")
        self.assertContains(page, "A reply by the newsroom.")

    def test_undo_leaves_no_trace_and_keeps_the_words_for_who_wrote_them(self):
        before = everything()
        self.reply(self.public)

        self.assertContains(self.undo(), "Taken back")

        self.assert_only_the_record_grew(before)
        again = self.client.get(reverse("comments:reply", args=[self.public.pk]))
        self.assertContains(again, "At noon.</textarea>")
        self.client.force_login(make.user("Moderator"))
        other = self.client.get(reverse("comments:reply", args=[self.public.pk]))
        self.assertNotContains(other, "At noon.")

    def test_a_held_one_is_approved_with_the_reply_and_both_are_taken_back(self):
        before = everything()
        page = self.reply(self.held)
        self.assertContains(page, "approve it first", status_code=409)
        self.assertContains(page, "At noon.</textarea>", status_code=409)
        self.assertEqual(everything(), before)

        self.reply(self.held, **{"with": "approve"})
        self.held.refresh_from_db()
        self.assertEqual(self.held.status, "approved")
        self.assertEqual(self.made().status, "approved")
        self.assertGreaterEqual(self.made().visible_from, self.held.visible_from)

        self.undo()
        self.assert_only_the_record_grew(before)

    def test_one_that_does_not_show_yet_is_answered_later(self):
        self.client.post(
            reverse("comments:decide"),
            {"act": f"approve:{self.held.pk}.{self.held.version}"},
        )

        page = self.reply(self.held)

        self.assertContains(page, "shows in a few seconds", status_code=409)

    def test_what_a_colleague_decided_meanwhile_refuses_it_with_the_words(self):
        stale = self.held.version
        self.client.post(
            reverse("comments:decide"), {"act": f"spam:{self.held.pk}.{stale}"}
        )

        page = self.client.post(
            reverse("comments:reply", args=[self.held.pk]),
            {"comment": "At noon.", "version": stale, "with": "approve"},
        )

        self.assertContains(page, "Ada Moderator was first", status_code=409)
        self.assertContains(page, "At noon.</textarea>", status_code=409)
        self.assertFalse(Comment.objects.filter(staff=self.moderator).exists())

    def test_pressed_twice_it_is_one_reply(self):
        self.reply(self.held, **{"with": "approve"})
        page = self.reply(self.held, **{"with": "approve"})
        self.assertContains(page, "Your reply shows")

        with patch("comments.models.decision.UNDO_WITHIN", timedelta(0)):
            page = self.reply(self.held)
        self.assertContains(page, "with these words already", status_code=409)
        self.assertEqual(Comment.objects.filter(staff=self.moderator).count(), 1)

    def test_blank_and_endless_words_are_refused_and_kept(self):
        for words in ("", " \u2800", "word " * 1001):
            page = self.reply(self.public, words)
            self.assertEqual(page.status_code, 422)
            self.assertEqual(page.context["typed"], words)
        self.assertFalse(Comment.objects.filter(staff=self.moderator).exists())

    def test_who_has_no_name_to_show_answers_as_the_paper(self):
        self.moderator.display_name = ""
        self.moderator.save()

        self.reply(self.public)

        self.assertEqual(self.made().author_name, "Newsroom")

    def test_no_reader_can_post_with_the_mark(self):
        for field in ("staff", "staff_id", "is_staff"):
            posting.post(
                self.client, self.article, comment=f"By {field}", **{field: "1"}
            )
        self.assertFalse(Comment.objects.filter(staff__isnull=False).exists())
        self.reply(self.public)
        for wrong in (
            lambda: Comment.objects.filter(pk=self.held.pk).update(
                staff=self.moderator
            ),
            lambda: Contact.objects.create(
                comment=self.made(), email="x@example.org", address_hash=b"0"
            ),
        ):
            with self.assertRaises(DatabaseError), transaction.atomic():
                wrong()

    def test_nobody_but_moderators_replies(self):
        self.client.force_login(make.user("Editor"))

        self.assertEqual(self.reply(self.public).status_code, 403)
