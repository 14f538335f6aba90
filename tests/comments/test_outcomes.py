"""The table of outcomes: every row's status, sentence, words and headers."""

from datetime import timedelta
from html import unescape

from django.test import TestCase
from django.utils import timezone

from articles import publishing
from articles.models import Article
from comments.models import Comment, CommentPolicy, Contact
from tests import make, posting

CLOSED = "Sorry, comments are closed for this item."
PARENT = "Sorry, replies to unapproved comments are not allowed."
TYPED = "Seven words that must not be lost"


class OutcomeTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.article = make.article()

    def post(self, article=None, **fields):
        fields = {"comment": TYPED, **fields}
        return posting.post(self.client, article or self.article, **fields)

    def assert_refused(self, answer, status, sentence, kept=TYPED):
        page = unescape(answer.content.decode())
        self.assertEqual(answer.status_code, status)
        self.assertIn(sentence, page)
        self.assertEqual(answer["Cache-Control"], "private, no-store")
        self.assertFalse(answer.cookies)
        if kept:
            self.assertIn(kept, page)
            self.assertIn('value="reader@example.org"', page)

    def test_accepted_leads_to_the_story_with_a_receipt_that_nobody_stores(self):
        answer = self.post()

        self.assertEqual(answer.status_code, 303)
        self.assertEqual(answer["Cache-Control"], "private, no-store")
        place, _mark, receipt = answer["Location"].partition("?receipt=")
        self.assertEqual(place, self.article.get_absolute_url())
        self.assertTrue(receipt.endswith(f"#comment-{Comment.objects.get().pk}"))
        page = self.client.get(answer["Location"])
        self.assertEqual(page["X-Robots-Tag"], "noindex")
        self.assertEqual(page["Referrer-Policy"], "same-origin")

    def test_every_field_that_is_wrong_is_linked_and_kept(self):
        CommentPolicy.objects.update(ask_website=True, max_length=50)
        for fields, link in (
            ({"name": ""}, "author"),
            ({"name": " \t\u3000"}, "author"),
            ({"name": "\u200b\u2060\u3164"}, "author"),
            ({"name": "n" * 246}, "author"),
            ({"email": ""}, "email"),
            ({"email": "no address"}, "email"),
            ({"email": "a@b"}, "email"),
            ({"email": f"{'a' * 60}@{'b' * 40}.example"}, "email"),
            ({"comment": ""}, "comment"),
            ({"comment": "\n \n\t"}, "comment"),
            ({"comment": "\u200b\u200b\ufeff"}, "comment"),
            ({"comment": "\x00"}, "comment"),
            ({"comment": "c" * 51}, "comment"),
            ({"website": "ftp://example.org"}, "url"),
            ({"website": "javascript:alert(1)"}, "url"),
            ({"website": "https://" + "w" * 200}, "url"),
        ):
            with self.subTest(fields):
                answer = self.post(**fields)

                kept = "" if {"comment", "email"} & set(fields) else TYPED
                self.assert_refused(answer, 422, f'<a href="#{link}">', kept)
                self.assertContains(answer, f'id="{link}-error"', status_code=422)
        self.assertEqual(Comment.objects.count(), 0)

    def test_the_longest_that_is_allowed_is_taken_whole(self):
        CommentPolicy.objects.update(ask_website=True, max_length=65_525)
        email = f"{'a' * 60}@{'b' * 31}.example"
        website = "https://example.org/".ljust(200, "w")

        answer = self.post(
            name="n" * 245, email=email, website=website, comment="c" * 65_525
        )

        self.assertEqual(answer.status_code, 303)
        self.assertEqual(len(Comment.objects.get().body), 65_525)
        self.assertEqual(Contact.objects.get().website, website)

    def test_a_wrong_form_gives_the_words_back_exactly(self):
        for typed in (
            "\n\nTwo blank lines first",
            'Say "it" & <b>so</b>',
            "نعم\u200cلا",
        ):
            page = self.post(name="", comment=typed).content.decode()

            textarea = page.partition("<textarea")[2].partition("</textarea>")[0]
            self.assertEqual(unescape(textarea.partition(">\n")[2]), typed)

    def test_the_same_again_within_a_minute_is_the_same_receipt(self):
        self.post()
        answer = self.post()

        self.assertEqual(answer.status_code, 303)
        self.assertIn(f"#comment-{Comment.objects.get().pk}", answer["Location"])

    def test_duplicate_later_or_with_another_form_is_told_so(self):
        sentence = (
            "Duplicate comment detected; it looks as though you’ve already said that!"
        )
        self.post()
        for fields in ({"token": "another"}, {"token": ""}):
            self.assert_refused(self.post(**fields), 409, sentence)
        past = timezone.now() - timedelta(seconds=90)
        Comment.objects.update(submitted_at=past)
        self.assert_refused(self.post(), 409, sentence)

    def test_same_words_differ_by_story_parent_and_address_only(self):
        CommentPolicy.objects.update(seconds_between=0)
        parent = make.comment("approved", article=self.article)
        self.post()

        for fields in (
            {"article": make.article()},
            {"parent": str(parent.pk)},
            {"email": "other@example.org"},
        ):
            self.assertEqual(self.post(**fields).status_code, 303)
        for fields in (
            {"email": "READER@example.org"},
            {"comment": f"  {TYPED.upper()}\n"},
            {"name": "Another name"},
        ):
            self.assertEqual(self.post(token="", **fields).status_code, 409)

    def test_withdrawn_and_erased_comments_do_not_count_as_said(self):
        CommentPolicy.objects.update(seconds_between=0)
        self.post()
        Contact.objects.update(content_key=None)

        self.assertEqual(self.post(token="").status_code, 303)

    def test_too_fast_names_the_seconds_to_wait(self):
        self.post()

        answer = self.post(comment=f"{TYPED}, again")

        sentence = "You are posting comments too quickly. Slow down."
        self.assert_refused(answer, 429, sentence)
        self.assertIn(int(answer["Retry-After"]), range(1, 16))

    def test_closed_stories_say_so_and_give_the_words_back(self):
        old = make.article(published_at=timezone.now() - timedelta(days=3, hours=1))
        self.assertEqual(self.post(article=old).status_code, 303)
        CommentPolicy.objects.update(close_after_days=3)

        for article in (old, make.article(comments_mode="closed")):
            self.assert_refused(self.post(article=article), 403, CLOSED)

    def test_paused_commenting_says_the_newsrooms_own_sentence(self):
        CommentPolicy.objects.update(paused=True, paused_sentence="Back on Monday.")

        self.assert_refused(self.post(), 403, "Back on Monday.")

    def test_until_it_has_one_the_pause_is_said_in_the_language_of_the_story(self):
        CommentPolicy.objects.update(paused=True)
        story = make.article(language="ar")

        self.assert_refused(self.post(article=story), 403, "التعليقات متوقفة مؤقتًا")
        self.assertContains(self.client.get(story.get_absolute_url()), "متوقفة مؤقتًا")

    def test_a_story_that_went_while_one_wrote_gives_the_words_back(self):
        never = make.draft(first_published_on=timezone.localdate())
        for story in (make.article(status="withdrawn"), never):
            answer = self.post(article=story, language="ar")

            self.assertContains(answer, TYPED, status_code=404)
            self.assertContains(answer, "ما كتبته باقٍ هنا", status_code=404)
            self.assertNotContains(answer, story.headline, status_code=404)
            self.assertEqual(answer["Cache-Control"], "private, no-store")
        self.assertFalse(Comment.objects.exists())

    def test_what_cannot_be_sent_is_not_asked_for(self):
        answer = self.post(article=make.article(comments_mode="closed"))

        self.assertContains(answer, CLOSED, 1, status_code=403)
        for words in ("Leave a Reply<", "Required fields", "Save my name"):
            self.assertNotContains(answer, words, status_code=403)

    def test_a_parent_that_readers_do_not_see_is_refused(self):
        away = make.comment("approved")
        taken_back = make.comment("approved", article=self.article)
        Comment.objects.filter(pk=taken_back.pk).update(withdrawn_at=timezone.now())
        soon = make.comment("approved", article=self.article, shown=False)
        others = [make.comment(s, article=self.article) for s in ("held", "rejected")]
        wanted = [c.pk for c in (away, taken_back, soon, *others)]
        for parent in (*wanted, max(wanted) + 99, "x", "-1", "9" * 30, "٣", "1 OR 1"):
            with self.subTest(parent):
                self.assert_refused(self.post(parent=str(parent)), 403, PARENT)

    def test_a_reply_below_the_deepest_level_is_taken(self):
        parent = None
        for _level in range(11):
            parent = make.comment("approved", article=self.article, parent=parent)

        answer = self.post(parent=str(parent.pk))

        self.assertEqual(answer.status_code, 303)
        self.assertEqual(Comment.objects.latest("pk").depth, 10)

    def test_t15_a_story_that_is_not_live_is_absent(self):
        for fields in (
            {"status": "draft"},
            {"status": "in_review"},
            {"status": "withdrawn"},
            {"published_at": timezone.now() + timedelta(hours=1)},
            {"expires_at": timezone.now() - timedelta(minutes=1)},
        ):
            with self.subTest(fields):
                answer = self.post(article=make.article(**fields))
                self.assertEqual(answer.status_code, 404)
        self.assertEqual(Comment.objects.count(), 0)

    def test_a_form_from_an_old_address_still_posts(self):
        old = posting.address_of(self.article)
        self.article.slug = "a-new-slug"
        publishing.save(self.article)

        answer = self.client.post(
            old, posting.words(self.article), headers=posting.OURS, follow=True
        )

        self.assertContains(answer, "Your comment is awaiting moderation.")
        self.assertEqual(Comment.objects.get().article, Article.objects.get())
