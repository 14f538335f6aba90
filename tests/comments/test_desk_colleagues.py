"""Working beside colleagues: presence, notes, grounds, and a story that is closed."""

from django.contrib.auth.models import Group
from django.contrib.postgres.functions import TransactionNow
from django.test import TestCase
from django.urls import reverse

from comments import moderation
from comments.models import Comment, Decision, Ground, Guideline, Note, Presence
from comments.models.presence import HERE_FOR
from tests import make, posting


class TogetherTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.moderator = make.user("Moderator", display_name="Mona")
        cls.other = make.user("Moderator", display_name="Otto")
        cls.comment = make.comment(body="I say:\nyou  are a fool, sir.")

    def setUp(self):
        self.client.force_login(self.moderator)

    def send(self, name, **fields):
        return self.client.post(reverse(f"comments:{name}"), fields, follow=True)

    def shown(self):
        return f"{self.comment.pk}.{self.comment.version}"

    def ask(self, **fields):
        return self.client.post(reverse("comments:colleagues"), fields)

    def test_a_colleague_is_seen_with_what_they_look_at_until_they_are_gone(self):
        self.client.force_login(self.other)
        self.ask(on=self.comment.pk)
        self.client.force_login(self.moderator)

        here = [{"name": "Otto", "on": self.comment.pk}]
        self.assertEqual(self.ask().json()["here"], here)
        self.assertContains(self.client.get("/desk/"), "is looking at this.", 2)
        gone = TransactionNow() - HERE_FOR
        Presence.objects.filter(moderator=self.other).update(seen_at=gone)
        self.assertEqual(self.ask().json()["here"], [])

    def test_a_claim_refuses_nobody(self):
        Presence.objects.create(moderator=self.other, comment=self.comment)

        self.send("decide", act=f"approve:{self.shown()}")

        self.assertEqual(Comment.objects.get().status, "approved")

    def test_an_open_screen_learns_what_a_colleague_decided(self):
        self.assertEqual(self.ask(shown=self.shown()).json()["changed"], [])
        by = moderation.By(moderator=self.other)
        moderation.decide(self.comment, "spam", by=by)

        answer = self.ask(shown=self.shown())

        words = "Otto decided: “Spam”."
        changed = [{"id": self.comment.pk, "words": words, "stays": False}]
        self.assertEqual(answer.json()["changed"], changed)
        self.assertEqual(answer.json()["waiting"], 0)
        self.assertIn("no-store", answer["Cache-Control"])

    def test_odd_questions_are_answered(self):
        for fields in ({"on": "x"}, {"on": "9" * 18}, {"shown": ["x", "1.1.1", "9.9"]}):
            answer = self.ask(**fields)
            self.assertEqual(answer.status_code, 200, fields)
            self.assertEqual(answer.json()["changed"], [])

    def test_a_note_stands_with_the_comment_for_moderators(self):
        pk = self.comment.pk
        self.send("note", note=pk, **{f"note-{pk}": "Ask the <b>editor</b>.\x00"})

        page = self.client.get("/desk/")
        self.assertContains(page, "Ask the &lt;b&gt;editor&lt;/b&gt;.")
        self.assertEqual(Note.objects.get().moderator, self.moderator)
        self.send("note", note=pk, **{f"note-{pk}": "  "})
        self.assertEqual(Note.objects.count(), 1)

    def test_marked_words_are_kept_as_places_and_shown_with_the_decision(self):
        pk, guideline = self.comment.pk, Guideline.objects.first()
        self.send(
            "decide",
            act=f"reject:{self.shown()}",
            **{f"guideline-{pk}": guideline.pk, f"ground-{pk}": "say: you are"},
        )

        ground = Ground.objects.get()
        self.assertEqual(ground.words_in(self.comment.body), "say:\nyou  are")
        page = self.client.get("/desk/?queue=decided")
        self.assertContains(page, "say:\nyou  are</q>")

    def test_words_that_are_not_there_mark_nothing_and_the_rejection_stands(self):
        pk, guideline = self.comment.pk, Guideline.objects.first()
        page = self.send(
            "decide",
            act=f"reject:{self.shown()}",
            **{f"guideline-{pk}": guideline.pk, f"ground-{pk}": "(other.*"},
        )

        self.assertContains(page, "The marked words are not in the text")
        self.assertEqual(Decision.objects.get().to_status, "rejected")

    def test_a_story_is_closed_and_opened_again_from_the_desk(self):
        story = self.comment.article
        asked = {"story": story.pk, "list": f"story={story.pk}"}
        page = self.send("close", act="close", **asked)

        self.assertContains(page, "The desk (Mona) closed this story’s comments.")
        self.assertContains(
            self.client.get(story.get_absolute_url()), "comments are closed"
        )
        self.assertEqual(posting.post(self.client, story).status_code, 403)

        self.send("close", act="reopen", **asked)
        self.assertNotContains(
            self.client.get(story.get_absolute_url()), "comments are closed"
        )
        self.assertEqual(posting.post(self.client, story).status_code, 303)

    def test_closing_a_story_is_a_right_of_its_own(self):
        group = Group.objects.get(name="Moderator")
        group.permissions.remove(group.permissions.get(codename="close_thread"))
        story = self.comment.article

        answer = self.send("close", act="close", story=story.pk)

        self.assertEqual(answer.status_code, 403)
        page = self.client.get(f"/desk/?story={story.pk}")
        self.assertNotContains(page, "Close this story’s comments")

    def test_nobody_but_moderators_and_nothing_by_a_get(self):
        names = ("colleagues", "note", "close", "whole", "decide", "undo")
        for name in names:
            address = reverse(f"comments:{name}")
            self.assertEqual(self.client.get(address).status_code, 405, name)
        self.client.force_login(make.user("Editor"))
        for name in names:
            address = reverse(f"comments:{name}")
            self.assertEqual(self.client.post(address).status_code, 403, name)
        self.assertEqual(self.client.get("/desk/one/").status_code, 403)
