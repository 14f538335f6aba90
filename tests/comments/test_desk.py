from django.test import TestCase
from django.urls import reverse

from comments.models import Comment, Decision, Guideline
from tests import make


class DeskTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.moderator = make.user("Moderator")
        cls.comment = make.comment(body="<script>alert(1)</script> Decide me")

    def setUp(self):
        self.client.force_login(self.moderator)

    def decide(self, **fields):
        return self.client.post(reverse("comments:decide"), fields, follow=True)

    def named(self, comment):
        return f"{comment.pk}.{comment.version}"

    def test_queue_shows_what_a_moderator_needs(self):
        page = self.client.get("/desk/")

        for words in ("Decide me", "reader@example.org", self.comment.article.headline):
            self.assertContains(page, words)
        self.assertNotContains(page, "<script>alert")

    def test_one_press_approves(self):
        self.decide(act=f"approve:{self.named(self.comment)}")

        self.assertEqual(Comment.objects.get().status, "approved")

    def test_ticked_ones_are_decided_together_and_recorded_apart(self):
        other = make.comment()

        self.decide(
            act="reject",
            chosen=[self.named(self.comment), self.named(other)],
            guideline=Guideline.objects.first().pk,
            ticked=2,
        )

        self.assertEqual(set(Comment.objects.values_list("status")), {("rejected",)})
        self.assertEqual(Decision.objects.values("batch").distinct().count(), 1)

    def test_the_second_moderator_is_told_who_decided_first(self):
        stale = self.named(self.comment)
        self.decide(act=f"approve:{stale}")
        self.client.force_login(make.user("Moderator"))

        page = self.decide(act=f"spam:{stale}")

        self.assertContains(page, str(self.moderator))
        self.assertEqual(Comment.objects.get().status, "approved")

    def test_undo_takes_the_last_press_back(self):
        self.decide(act=f"approve:{self.named(self.comment)}")

        self.client.post(reverse("comments:undo"))

        self.assertEqual(Comment.objects.get().status, "held")

    def test_t18_a_get_never_decides(self):
        for name in ("comments:decide", "comments:undo"):
            self.assertEqual(self.client.get(reverse(name)).status_code, 405)

    def test_t19_nobody_but_moderators_enters(self):
        for group in ("Reporter", "Editor", ""):
            self.client.force_login(make.user(group))
            self.assertEqual(self.client.get("/desk/").status_code, 403)
            answer = self.client.post(reverse("comments:decide"))
            self.assertEqual(answer.status_code, 403)

    def test_a_visitor_is_sent_to_sign_in(self):
        self.client.logout()

        self.assertRedirects(
            self.client.get("/desk/"),
            "/accounts/login/?next=/desk/",
            fetch_redirect_response=False,
        )
