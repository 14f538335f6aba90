"""What a card offers beside its buttons: notes kept, one author at once, the thread."""

from django.test import TestCase
from django.urls import reverse

from comments.models import Comment, Decision, Note
from tests import make


class CardTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.moderator = make.user("Moderator")
        cls.article = make.article(standfirst="A standfirst.", body="<p>The text.</p>")

    def setUp(self):
        self.client.force_login(self.moderator)

    def test_a_note_is_kept_whatever_is_pressed_on_its_card(self):
        comment = make.comment(article=self.article)
        pair = f"{comment.pk}.{comment.version}"

        self.client.post(
            reverse("comments:decide"),
            {"act": f"spam:{pair}", f"note-{comment.pk}": "The third today."},
        )

        self.assertEqual(Note.objects.get().text, "The third today.")
        self.assertEqual(Decision.objects.count(), 1)

    def test_all_that_wait_from_one_address_are_asked_for_and_then_decided(self):
        mine = [make.comment(article=self.article, email="a@x.org") for _ in range(3)]
        other = make.comment(article=self.article, email="b@x.org")
        desk = self.client.get("/desk/?order=newest")
        form = {"of": mine[0].pk, "made_at": desk.context["made_at"]}
        form["list"] = "?order=newest"

        asked = self.client.post(reverse("comments:whole"), form)
        self.assertContains(asked, "3 comments from this address wait.")
        self.assertFalse(Decision.objects.exists())

        done = self.client.post(
            reverse("comments:whole"), {**form, "act": "spam", "confirmed": "3"},
            follow=True,
        )  # fmt: skip
        self.assertContains(done, "3 comments decided.")
        self.assertEqual(done.request["QUERY_STRING"], "order=newest")
        held = Comment.objects.filter(status="held")
        self.assertEqual(list(held), [other])
        self.assertEqual(Decision.objects.values("batch").distinct().count(), 1)

    def test_another_number_than_was_confirmed_asks_again(self):
        mine = [make.comment(article=self.article, email="a@x.org") for _ in range(2)]
        made_at = self.client.get("/desk/").context["made_at"]

        page = self.client.post(
            reverse("comments:whole"),
            {"of": mine[0].pk, "made_at": made_at, "act": "spam", "confirmed": "1"},
        )

        self.assertContains(page, "2 comments become “Spam”.")
        self.assertFalse(Decision.objects.exists())

    def test_alone_a_comment_stands_beside_its_story_and_in_its_thread(self):
        first = make.comment("approved", article=self.article, body="First said")
        gone = make.comment("spam", article=self.article, parent=first, body="Sold")
        hidden = make.comment(
            "rejected", article=self.article, body="Unseen", email="h@example.org"
        )
        for words in ("Beside it", "Far away"):
            make.comment("approved", article=self.article, parent=first, body=words)
        comment = make.comment(article=self.article, parent=gone, body="Look at me")

        page = self.client.get("/desk/one/")

        self.assertEqual(page.context["cards"][0].comment, comment)
        for words in ("A standfirst.", "The text.", "First said", "Sold", "Far away"):
            self.assertContains(page, words)
        self.assertNotContains(page, hidden.body)
        self.assertContains(page, "answered by this comment", count=2)
        self.assertContains(page, "Decide on all of this list (1)")

    def test_below_the_deepest_level_what_it_answers_is_still_shown(self):
        parent = None
        for number in range(12):
            parent = make.comment(
                "approved", article=self.article, parent=parent, body=f"Level {number}."
            )
        make.comment(article=self.article, parent=parent, body="Look at me")

        page = self.client.get("/desk/one/")

        self.assertContains(page, "Level 11.")


class KeySettingTests(TestCase):
    def test_single_keys_are_switched_for_the_account_and_no_other(self):
        moderator, other = make.user("Moderator"), make.user("Moderator")
        self.client.force_login(moderator)
        make.comment()

        page = self.client.post(
            reverse("comments:keys"), {"keys": "off", "list": "?order=newest"},
            follow=True,
        )  # fmt: skip

        self.assertContains(page, "Single keys do nothing now; the buttons do.")
        self.assertNotContains(page, "data-keys")
        self.assertEqual(page.request["QUERY_STRING"], "order=newest")
        self.client.force_login(other)
        self.assertContains(self.client.get("/desk/"), "data-keys")
        self.client.force_login(moderator)
        self.client.post(reverse("comments:keys"), {"keys": "on"})
        self.assertContains(self.client.get("/desk/"), "data-keys")
