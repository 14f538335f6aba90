from django.test import TestCase

from tests import make


class ThreadTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.article = make.article()

    def page(self, query=""):
        return self.client.get(self.article.get_absolute_url() + query)

    def test_one_comment_is_counted_in_words(self):
        make.comment("approved", article=self.article, body="One.\nTwo.\n\nThree.")

        page = self.page()

        self.assertContains(page, "One Comment")
        self.assertContains(page, "<p>One.<br>Two.</p><p>Three.</p>")

    def test_replies_are_numbered_under_their_parent(self):
        first = make.comment("approved", article=self.article)
        make.comment("approved", article=self.article, parent=first)
        make.comment("approved", article=self.article)

        page = self.page().content.decode()

        self.assertIn("3 Comments", page)
        for number in ("1.", "1.1.", "2."):
            self.assertIn(f'<span class="number">{number}</span>', page)
        self.assertEqual(page.count("<ol "), page.count("</ol>"))
        self.assertEqual(page.count("<li>"), page.count("</li>"))

    def test_a_parent_no_longer_public_leaves_a_gap_without_name_or_text(self):
        parent = make.comment(
            "approved", article=self.article, author_name="Gone", body="Lost words"
        )
        make.comment("approved", article=self.article, parent=parent, body="Kept")
        from comments import moderation

        moderation.decide(parent, "spam", by=moderation.By(policy="test"))

        page = self.page()

        self.assertContains(page, "This comment is not shown.")
        self.assertContains(page, "Kept")
        self.assertNotContains(page, "Lost words")
        self.assertNotContains(page, "Gone")
        self.assertContains(page, "One Comment")

    def test_what_is_still_to_show_is_counted_nowhere(self):
        first = make.comment("approved", article=self.article, body="The first")
        soon = {"article": self.article, "shown": False}
        make.comment("approved", parent=first, body="A reply to come", **soon)
        make.comment("approved", body="A top to come", **soon)

        page = self.page()

        self.assertContains(page, "One Comment")
        self.assertContains(page, "The first")
        self.assertNotContains(page, "to come")

    def test_reply_link_serves_the_form_as_a_reply_without_script(self):
        comment = make.comment("approved", article=self.article, author_name="Ada")

        page = self.page(f"?reply={comment.pk}")

        self.assertContains(page, "Leave a Reply to Ada")
        self.assertContains(page, f'name="parent" value="{comment.pk}"')

    def test_t13_held_words_are_in_no_public_answer(self):
        for status in ("held", "rejected", "spam"):
            make.comment(status, article=self.article, body="Unseen words")

        for address in (self.article.get_absolute_url(), "/"):
            self.assertNotContains(self.client.get(address), "Unseen words")

    def test_t01_hostile_words_are_shown_literally(self):
        hostile = "<script>alert(1)</script> javascript:alert(1) <img src=x onerror=a>"
        make.comment(
            "approved", article=self.article, body=hostile, author_name="<b>Bob</b>"
        )

        page = self.page().content.decode()

        self.assertNotIn("<script>alert", page)
        self.assertNotIn("<img src=x", page)
        self.assertNotIn("<b>Bob", page)
        self.assertNotIn('href="javascript', page)

    def test_long_threads_are_paged_by_comments_on_the_story(self):
        from comments.models import CommentPolicy

        CommentPolicy.objects.update(per_page=2)
        made = [make.comment("approved", article=self.article) for _ in range(3)]

        self.assertNotContains(self.page(), f'id="comment-{made[2].pk}"')
        self.assertContains(self.page("?page=2"), f'id="comment-{made[2].pk}"')
        answer = self.client.get(f"/comments/{made[2].pk}/")
        self.assertIn("?page=2#comment-", answer["Location"])
