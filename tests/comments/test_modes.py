"""Whether comments are taken and shown: what a story says, or else its section."""

from django.test import TestCase

from articles.models import Article, Section
from comments.models import Comment, CommentPolicy
from tests import make, posting

CLOSED = "Sorry, comments are closed for this item."
SAID = "What a reader said"


class ModeTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.section = make.section()
        cls.article = make.article(section=cls.section)
        cls.comment = make.comment("approved", article=cls.article, body=SAID)

    def set(self, section, story="section"):
        Section.objects.update(comments_mode=section)
        Article.objects.update(comments_mode=story)

    def page(self):
        return self.client.get(self.article.get_absolute_url()).content.decode()

    def answers(self):
        """Whether the thread is shown, the form stands, and posting's status."""
        page = self.page()
        return SAID in page, "Post Comment" in page, self.post().status_code

    def post(self):
        Comment.objects.exclude(pk=self.comment.pk).delete()
        return posting.post(self.client, self.article, email="other@example.org")

    def test_a_story_says_it_or_else_its_section(self):
        CommentPolicy.objects.update(seconds_between=0)
        answers = {
            "open": (True, True, 303),
            "held": (True, True, 303),
            "closed": (True, False, 403),
            "hidden": (False, False, 404),
        }
        for mode, expected in answers.items():
            others = "hidden" if mode != "hidden" else "open"
            with self.subTest(mode):
                self.set(section=mode)
                self.assertEqual(self.answers(), expected)
                self.set(section=others, story=mode)
                self.assertEqual(self.answers(), expected)

    def test_a_closed_section_refuses_with_the_words_kept(self):
        self.set(section="closed")

        answer = posting.post(self.client, self.article, comment="Seven words kept")

        self.assertContains(answer, CLOSED, status_code=403)
        self.assertContains(answer, "Seven words kept", status_code=403)

    def test_a_hidden_section_is_hidden_from_every_list_and_feed(self):
        address, one = self.article.get_absolute_url(), f"/comments/{self.comment.pk}/"
        self.assertContains(
            self.client.get(self.section.get_absolute_url()), "1 comment"
        )
        self.assertContains(self.client.get(f"{address}feed/"), SAID)
        self.assertEqual(self.client.get(one).status_code, 302)

        self.set(section="hidden")

        self.assertEqual(self.client.get(f"{address}feed/").status_code, 404)
        self.assertEqual(self.client.get(one).status_code, 404)
        self.assertNotIn(f"{address}feed/", self.page())
        for path in ("/", self.section.get_absolute_url()):
            self.assertNotContains(self.client.get(path), "1 comment")

    def test_a_stored_page_notices_that_its_section_changed(self):
        paths = [
            self.article.get_absolute_url(),
            "/",
            self.section.get_absolute_url(),
        ]
        known = {path: self.client.get(path)["ETag"] for path in paths}
        for path, etag in known.items():
            again = self.client.get(path, headers={"If-None-Match": etag})
            self.assertEqual(again.status_code, 304)

        Section.objects.filter(pk=self.section.pk).update(comments_mode="hidden")

        for path, etag in known.items():
            again = self.client.get(path, headers={"If-None-Match": etag})
            self.assertEqual(again.status_code, 200, path)
            self.assertNotContains(again, "1 comment")

    def test_a_new_story_follows_its_section_and_a_new_section_is_open(self):
        self.assertEqual(Article().comments_mode, "section")
        self.assertEqual(make.section().comments_mode, "open")

    def test_the_desk_says_why_a_story_takes_none(self):
        self.client.force_login(make.user("Moderator"))
        self.set(section="closed")
        page = self.client.get("/desk/", {"story": self.article.pk})
        self.assertContains(page, "its section’s, in the admin")


class OrderTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.article = make.article()
        said = {"article": cls.article}
        cls.first = make.comment("approved", body="Alpha", **said)
        cls.second = make.comment("approved", body="Bravo", **said)
        make.comment("approved", body="Alpha, one", parent=cls.first, **said)
        make.comment("approved", body="Alpha, two", parent=cls.first, **said)
        make.comment("approved", body="Charlie", **said)

    def read(self, query=""):
        page = self.client.get(self.article.get_absolute_url() + query)
        words = ["Alpha<", "Alpha, one", "Alpha, two", "Bravo", "Charlie"]
        text = page.content.decode()
        self.assertEqual(text.count("<ol "), text.count("</ol>"))
        shown = [word for word in words if word in text]
        return sorted(shown, key=text.index)

    def test_newest_first_keeps_replies_in_order_and_the_numbers(self):
        CommentPolicy.objects.update(order="newest")

        shown = ["Charlie", "Bravo", "Alpha<", "Alpha, one", "Alpha, two"]
        self.assertEqual(self.read(), shown)
        page = self.client.get(self.article.get_absolute_url()).content.decode()
        numbers = [f'<span class="number">{n}</span>' for n in ("3.", "1.", "1.2.")]
        self.assertEqual(sorted(numbers, key=page.index), numbers)

    def test_newest_first_is_paged_from_the_newest(self):
        CommentPolicy.objects.update(order="newest", per_page=2)

        self.assertEqual(self.read(), ["Charlie", "Bravo"])
        self.assertEqual(self.read("?page=2"), ["Alpha<", "Alpha, one", "Alpha, two"])
        place = self.client.get(f"/comments/{self.first.pk}/")["Location"]
        self.assertIn("?page=2#", place)
        place = self.client.get(f"/comments/{self.second.pk}/")["Location"]
        self.assertNotIn("page", place)

    def test_a_page_that_is_too_long_leaves_the_oldest_to_the_next(self):
        from unittest.mock import patch

        CommentPolicy.objects.update(order="newest")
        with (
            patch("comments.paging.MOST_ON_A_PAGE", 3),
            patch("comments.threads.MOST_ON_A_PAGE", 3),
        ):
            self.assertEqual(self.read(), ["Charlie", "Bravo"])
            last = ["Alpha<", "Alpha, one", "Alpha, two"]
            self.assertEqual(self.read("?page=2"), last)
