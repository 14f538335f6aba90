"""The desk edits a comment: the earlier words are kept, and readers are told."""

from datetime import timedelta
from unittest.mock import patch

from django.db import DatabaseError, connection, transaction
from django.test import TestCase
from django.urls import reverse

from comments import editing, moderation, tokens
from comments.models import Comment, CommentPolicy, Guideline, ScreeningResult, Wording
from tests import make

TOLD = "Edited by the newsroom on"


class EditTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.moderator = make.user("Moderator", display_name="Ada Moderator")
        cls.comment = make.comment(body="You are a fool, sir.\nThe fair was fine.")

    def setUp(self):
        self.client.force_login(self.moderator)
        self.comment.refresh_from_db()

    def edit(self, words, seen=None, **more):
        return self.client.post(
            reverse("comments:edit", args=[self.comment.pk]),
            {"comment": words, "version": seen or self.comment.version, **more},
            follow=True,
        )

    def test_other_words_stand_and_the_earlier_ones_are_kept(self):
        page = self.edit("The fair was <b>fine</b>.")

        comment = Comment.objects.get()
        self.assertEqual(comment.body, "The fair was <b>fine</b>.")
        self.assertEqual(
            comment.body_html, "<p>The fair was &lt;b&gt;fine&lt;/b&gt;.</p>"
        )
        self.assertEqual(comment.version, self.comment.version + 1)
        self.assertEqual(Wording.objects.get().body, self.comment.body)
        self.assertEqual(Wording.objects.get().replaced_by, self.moderator)
        self.assertContains(page, "<del>You are a fool, sir.\nThe</del>")

    def test_readers_and_the_writer_are_told(self):
        story = self.comment.article.get_absolute_url()
        make.comment("approved", article=self.comment.article, body="Untouched")
        moderation.decide(
            self.comment, "approved", by=moderation.By(moderator=self.moderator)
        )
        past = self.comment.submitted_at - timedelta(minutes=1)
        Comment.objects.update(visible_from=past, decided_at=past)
        before = self.client.get(story)
        self.assertNotContains(before, TOLD)

        self.comment.refresh_from_db()
        self.edit("The fair was fine.")

        after = self.client.get(story)
        self.assertNotEqual(after["ETag"], before["ETag"])
        self.assertContains(after, TOLD, count=1)
        self.assertNotContains(after, "fool")
        own = self.client.get(f"/comments/status/{tokens.status_for(self.comment.pk)}/")
        self.assertContains(own, "The newsroom edited its words on")

    def test_a_decision_about_the_earlier_words_is_refused_in_words(self):
        pair = f"{self.comment.pk}.{self.comment.version}"
        self.edit("The fair was fine.")
        self.client.force_login(make.user("Moderator"))

        page = self.client.post(
            reverse("comments:decide"), {"act": f"approve:{pair}"}, follow=True
        )

        self.assertContains(page, "Ada Moderator edited it first,")
        self.assertEqual(Comment.objects.get().status, "held")

    def test_of_two_edits_at_once_the_second_comes_back_with_its_words(self):
        seen = self.comment.version
        self.edit("First words.")
        page = self.edit("Second words.", seen=seen)

        self.assertEqual(page.status_code, 409)
        self.assertContains(page, "Second words.</textarea>", status_code=409)
        self.assertContains(page, "Ada Moderator edited it first,", status_code=409)
        self.assertContains(page, "<del>First</del>", status_code=409)
        self.assertEqual(Comment.objects.get().body, "First words.")

        self.edit("Second words.", seen=page.context["comment"].version)
        self.assertEqual(Comment.objects.get().body, "Second words.")

    def test_pressed_twice_it_is_one_edit(self):
        seen = self.comment.version
        self.edit("The fair.", seen=seen)

        self.assertEqual(self.edit("The fair.", seen=seen).status_code, 200)

        self.assertEqual(Wording.objects.count(), 1)

    def test_an_open_screen_is_told_who_edited(self):
        shown = f"{self.comment.pk}.{self.comment.version}"
        self.edit("The fair.")

        answer = self.client.post(reverse("comments:colleagues"), {"shown": shown})

        (change,) = answer.json()["changed"]
        self.assertIn("Ada Moderator edited the text", change["words"])
        self.assertTrue(change["stays"])

    def test_blank_and_endless_and_odd_words_are_refused_and_kept(self):
        long = "word " * 1001
        for words, said in (
            (" \n\u2800", "Please write a comment."),
            (long, "At most 5000 characters, please; this has 5004."),
            (self.comment.body, "These are the words that it has"),
        ):
            page = self.edit(words)
            self.assertContains(page, said, status_code=422)
            self.assertIn(words, page.context["typed"])
        for seen in ("", "x", "0", "9" * 30):
            self.assertEqual(self.edit("Words", seen=seen or "-").status_code, 409)
        self.assertFalse(Wording.objects.exists())

    def test_words_longer_than_the_policy_now_allows_can_be_mended(self):
        CommentPolicy.objects.update(max_length=5)

        self.edit("The fair was fine.")

        self.assertEqual(Comment.objects.get().body, "The fair was fine.")

    def test_the_checks_look_at_the_new_words_and_remember_how_the_comment_came(self):
        for name, outcome in (("timing", "flagged"), ("links", "flagged")):
            ScreeningResult.objects.create(
                comment=self.comment, version=1, check_name=name, outcome=outcome
            )
        self.edit("The fair was fine.")

        now = ScreeningResult.objects.filter(version=2)
        found = dict(now.values_list("check_name", "outcome"))
        self.assertEqual((found["timing"], found["links"]), ("flagged", "clear"))
        self.assertEqual(Comment.objects.get().calmness, -1)

    def test_an_edit_is_taken_back_within_ten_seconds(self):
        self.assertTrue(self.edit("The fair.").context["undoable"])

        page = self.client.post(reverse("comments:undo"), follow=True)

        self.assertContains(page, "Taken back: the earlier words stand.")
        comment = Comment.objects.get()
        self.assertEqual(comment.body, self.comment.body)
        self.assertIsNone(comment.edited_at)
        again = self.client.post(reverse("comments:undo"), follow=True)
        self.assertContains(again, "The ten seconds for taking it back are over.")

    def test_an_edit_is_not_taken_back_later(self):
        self.edit("The fair.")

        with patch("comments.editing.UNDO_WITHIN", timedelta(0)):
            page = self.client.post(reverse("comments:undo"), follow=True)

        self.assertContains(page, "The ten seconds for taking it back are over.")
        self.assertEqual(Comment.objects.get().body, "The fair.")

    def test_undo_takes_back_the_last_press_and_not_the_one_before(self):
        other = make.comment()
        self.client.post(
            reverse("comments:decide"), {"act": f"approve:{other.pk}.{other.version}"}
        )
        self.edit("The fair.")

        self.client.post(reverse("comments:undo"))

        other.refresh_from_db()
        self.assertEqual(other.status, "approved")
        self.assertEqual(Comment.objects.get(pk=self.comment.pk).edited_at, None)

    def test_a_ground_keeps_pointing_into_the_words_that_were_judged(self):
        self.client.post(
            reverse("comments:decide"),
            {
                "act": f"reject:{self.comment.pk}.{self.comment.version}",
                f"guideline-{self.comment.pk}": Guideline.objects.first().pk,
                f"ground-{self.comment.pk}": "a fool",
            },
        )
        self.comment.refresh_from_db()
        self.edit("Other words altogether.")

        page = self.client.get("/desk/?queue=decided")

        self.assertContains(page, '<q dir="auto">a fool</q>')

    def test_a_comment_that_was_taken_back_or_erased_is_not_edited(self):
        withdrawn = {"withdrawn_at": self.comment.submitted_at}
        Comment.objects.update(**withdrawn)
        page = self.edit("Words")
        self.assertContains(page, "Its writer has taken", status_code=422)

        Comment.objects.update(
            erased_at=self.comment.submitted_at, author_name="", body="", body_html=""
        )
        self.assertEqual(self.edit("Words").status_code, 404)

    def test_the_database_keeps_the_earlier_words_whoever_changes_them(self):
        with self.assertRaises(DatabaseError), transaction.atomic():
            Comment.objects.update(body="Quietly changed")
            connection.check_constraints()

    def test_nobody_but_moderators_edits(self):
        self.client.force_login(make.user("Editor"))

        self.assertEqual(self.edit("Words").status_code, 403)
        self.assertEqual(
            self.client.get(f"/desk/edit/{self.comment.pk}/").status_code, 403
        )

    def test_the_page_leads_back_to_the_list_that_it_came_from(self):
        asked = {"list": "?order=newest&next=//evil", "view": "one-at-a-time"}

        page = self.client.get(f"/desk/edit/{self.comment.pk}/", asked)
        self.assertEqual(
            page.context["way_back"],
            f"/desk/one/?order=newest#comment-{self.comment.pk}",
        )
        page = self.edit("Words", **asked)
        self.assertEqual(page.request["PATH_INFO"], "/desk/one/")


class RestoringTests(TestCase):
    def test_words_that_are_the_writers_own_again_are_not_called_edited(self):
        comment, by = make.comment(body="My words"), make.user("Moderator")
        for version, words in ((1, "Other"), (2, "Others"), (3, "My words")):
            editing.edit(comment.pk, words, seen=version, by=by)

        comment.refresh_from_db()
        self.assertIsNone(comment.edited_at)
        self.assertEqual(Wording.objects.count(), 3)
