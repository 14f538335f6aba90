"""A whole result decided in one press: asked first, and only what was there."""

from datetime import timedelta

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from articles.cursors import Cursor
from comments import moderation
from comments.models import Comment, Decision, Guideline, Thread
from tests import make


class WholeTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.moderator = make.user("Moderator")
        cls.story = make.article()
        cls.comments = [make.comment(article=cls.story) for _n in range(3)]
        cls.elsewhere = make.comment()

    def setUp(self):
        self.client.force_login(self.moderator)
        self.list = f"?story={self.story.pk}"
        self.made_at = self.client.get(f"/desk/{self.list}").context["made_at"]

    def press(self, **fields):
        told = {"list": self.list, "made_at": self.made_at, **fields}
        return self.client.post(reverse("comments:whole"), told, follow=True)

    def statuses(self):
        return [Comment.objects.get(pk=comment.pk).status for comment in self.comments]

    def test_it_asks_first_and_names_the_number(self):
        page = self.press(act="approve")

        self.assertContains(page, "3 comments become “Approved”.")
        self.assertEqual(Decision.objects.count(), 0)

    def test_confirmed_it_decides_on_the_list_and_nothing_else(self):
        self.press(act="approve", confirmed="3")

        self.assertEqual(self.statuses(), ["approved"] * 3)
        self.elsewhere.refresh_from_db()
        self.assertEqual(self.elsewhere.status, "held")
        self.assertEqual(Decision.objects.values("batch").distinct().count(), 1)
        self.assertEqual(Decision.objects.count(), 3)
        self.assertEqual(Thread.objects.get().approved_count, 3)

    def test_what_came_or_was_decided_since_is_not_touched(self):
        hour_ago = timezone.now() - timedelta(hours=1)
        Comment.objects.filter(pk__in=[c.pk for c in self.comments[:2]]).update(
            submitted_at=hour_ago
        )
        self.made_at = Cursor.written(hour_ago + timedelta(minutes=30), 0)
        by = moderation.By(moderator=make.user("Moderator"))
        decision = moderation.decide(self.comments[0], "spam", by=by)
        moderation.undo(decision, by=by.moderator)

        page = self.press(act="approve")
        self.assertContains(page, "1 comment becomes “Approved”.")
        self.press(act="approve", confirmed="1")
        self.assertEqual(self.statuses(), ["held", "approved", "held"])

    def test_another_number_than_was_confirmed_asks_again(self):
        page = self.press(act="approve", confirmed="2")

        self.assertContains(page, "3 comments become “Approved”.")
        self.assertEqual(self.statuses(), ["held"] * 3)

    def test_rejecting_all_needs_a_guideline(self):
        page = self.press(act="reject", confirmed="3")
        self.assertContains(page, "Say which guideline the comment breaks.")

        self.press(act="reject", confirmed="3", guideline=Guideline.objects.first().pk)
        self.assertEqual(self.statuses(), ["rejected"] * 3)

    def test_undo_takes_all_of_it_back(self):
        self.press(act="approve", confirmed="3")

        page = self.client.post(reverse("comments:undo"), follow=True)

        self.assertContains(page, "Taken back: everything is as it was.")
        self.assertEqual(self.statuses(), ["held"] * 3)
        self.assertEqual(Thread.objects.get().approved_count, 0)

    def test_odd_presses_decide_nothing(self):
        for fields in ({"act": "x"}, {"act": ""}, {"act": "approve", "made_at": "x"}):
            answer = self.press(**fields)
            self.assertEqual(answer.status_code, 200, fields)
        self.assertEqual(self.statuses(), ["held"] * 3)

    def test_it_goes_back_to_the_list_and_nowhere_else(self):
        told = {
            "act": "x",
            "list": "//evil.example/?q=a",
            "view": "http://evil.example",
        }
        answer = self.client.post(reverse("comments:whole"), told)

        self.assertEqual(answer["Location"], "/desk/")


class ReversalTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.moderator = make.user("Moderator")
        cls.comment = make.comment("approved")

    def setUp(self):
        self.client.force_login(self.moderator)

    def press(self, act):
        self.comment.refresh_from_db()
        act = f"{act}:{self.comment.pk}.{self.comment.version}"
        return self.client.post(
            reverse("comments:decide"),
            {"act": act, "list": "?queue=decided"},
            follow=True,
        )

    def test_what_was_decided_can_be_decided_anew(self):
        for act, status in (
            ("unapprove", "held"),
            ("spam", "spam"),
            ("approve", "approved"),
        ):
            page = self.press(act)
            self.assertEqual(Comment.objects.get().status, status)
            self.assertEqual(page.request["QUERY_STRING"], "queue=decided")

    def test_undoing_a_reversal_brings_back_the_moment_it_showed_from(self):
        before = Comment.objects.values("status", "visible_from", "decided_at").get()
        self.press("spam")

        self.client.post(reverse("comments:undo"))

        after = Comment.objects.values("status", "visible_from", "decided_at").get()
        self.assertEqual(after, before)
        self.assertTrue(Comment.objects.visible().exists())
