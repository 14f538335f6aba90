from django.test import TestCase

from comments import tallies
from comments.models import Comment, CommentPolicy, Contact
from tests import make, posting


class PostingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.article = make.article()

    def post(self, article=None, **fields):
        return posting.post(self.client, article or self.article, **fields)

    def test_accepted_comment_is_held_and_its_writer_alone_sees_it(self):
        answer = self.post()

        self.assertEqual(answer.status_code, 303)
        page = self.client.get(answer["Location"])
        self.assertContains(page, "Your comment is awaiting moderation.")
        self.assertContains(page, "First line.")
        self.assertEqual(page["Cache-Control"], "private, no-store")
        others = self.client.get(self.article.get_absolute_url())
        self.assertNotContains(others, "First line.")
        self.assertContains(others, "No Comments")

    def test_posting_sets_no_cookie(self):
        answer = self.post()

        self.assertFalse(answer.cookies)

    def test_missing_fields_give_every_word_back(self):
        answer = self.post(email="", comment="Seven words that must not be lost")

        self.assertEqual(answer.status_code, 422)
        self.assertContains(answer, "Seven words", status_code=422)
        self.assertContains(answer, 'href="#email"', status_code=422)
        self.assertEqual(Comment.objects.count(), 0)

    def test_the_same_form_twice_is_one_comment_with_one_receipt(self):
        first, second = self.post(), self.post()

        self.assertEqual(second.status_code, 303)
        self.assertEqual(
            first["Location"].partition("#")[2], second["Location"].partition("#")[2]
        )
        self.assertEqual(Comment.objects.count(), 1)

    def test_the_same_words_with_another_form_are_a_duplicate(self):
        self.post()

        answer = self.post(token="")

        self.assertContains(answer, "Duplicate comment detected", status_code=409)

    def test_a_second_comment_at_once_is_too_fast_and_keeps_its_words(self):
        self.post()

        answer = self.post(comment="Something else")

        self.assertContains(answer, "Slow down.", status_code=429)
        self.assertContains(answer, "Something else", status_code=429)
        self.assertGreaterEqual(int(answer["Retry-After"]), 1)

    def test_t40_more_than_the_policy_allows_from_one_network_are_refused(self):
        CommentPolicy.objects.update(seconds_between=0, network_limit=3)

        answers = [self.post(comment=f"Comment {n}").status_code for n in range(5)]

        self.assertEqual(answers, [303, 303, 303, 429, 429])

    def test_t31_a_form_from_another_site_is_refused_and_not_echoed(self):
        for headers in (
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Site": "none"},
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
            {"Referer": "https://evil.example/http://testserver/"},
            {},
        ):
            with self.subTest(headers):
                answer = self.post(headers=headers)

                self.assertEqual(answer.status_code, 403)
                self.assertNotContains(answer, "First line", status_code=403)
                self.assertContains(answer, "from another site", status_code=403)
                self.assertContains(answer, '<nav class="sections"', status_code=403)
        self.assertEqual(Comment.objects.count(), 0)

    def test_t31_only_an_origin_or_a_referer_of_ours_is_enough(self):
        CommentPolicy.objects.update(seconds_between=0)
        for number, headers in enumerate(
            ({"Origin": "http://testserver"}, {"Referer": "http://testserver/a/"})
        ):
            answer = self.post(headers=headers, comment=f"Comment {number}")

            self.assertEqual(answer.status_code, 303)

    def test_t14_fields_of_the_desk_are_ignored(self):
        self.post(status="approved", visible_from="2020-01-01", id="1")

        self.assertEqual(Comment.objects.get().status, "held")

    def test_t15_a_story_that_is_not_live_takes_no_comment(self):
        for fields in ({"status": "draft"}, {"comments_mode": "hidden"}):
            answer = self.post(article=make.article(**fields))

            self.assertEqual(answer.status_code, 404)

    def test_closed_story_says_so(self):
        answer = self.post(article=make.article(comments_mode="closed"))

        self.assertContains(answer, "Sorry, comments are closed", status_code=403)

    def test_paused_commenting_says_the_newsrooms_sentence_and_keeps_the_words(self):
        CommentPolicy.objects.update(paused=True, paused_sentence="Back on Monday.")

        answer = self.post()

        self.assertContains(answer, "Back on Monday.", status_code=403)
        self.assertContains(answer, "First line.", status_code=403)

    def test_reply_to_a_held_comment_is_refused(self):
        parent = make.comment(article=self.article)

        answer = self.post(parent=str(parent.pk))

        self.assertContains(answer, "replies to unapproved comments", status_code=403)

    def test_reply_to_a_comment_on_another_story_is_refused(self):
        parent = make.comment("approved")

        self.assertEqual(self.post(parent=str(parent.pk)).status_code, 403)

    def test_t05_too_long_is_refused_whole(self):
        CommentPolicy.objects.update(max_length=10)

        self.assertEqual(self.post(comment="x" * 11).status_code, 422)
        self.assertEqual(Comment.objects.count(), 0)

    def test_t49_megabytes_and_a_thousand_fields_are_refused(self):
        self.assertEqual(self.post(comment="x" * 300_000).status_code, 413)
        many = {f"field{n}": "x" for n in range(60)}
        self.assertEqual(self.post(**many).status_code, 413)

    def test_t11_control_characters_and_nul_are_dropped(self):
        self.post(comment="Hello\x00 the\x1bre", name="Na\x00me")

        comment = Comment.objects.get()
        self.assertEqual((comment.body, comment.author_name), ("Hello there", "Name"))

    def test_t09_a_name_that_cannot_be_seen_is_refused(self):
        self.assertEqual(self.post(name="\u200b\u2060").status_code, 422)

    def test_t09_a_name_like_a_staff_members_is_flagged(self):
        make.user(display_name="Anna Berg")

        self.post(name="Аnnа  Bеrg")  # three letters are Cyrillic

        found = Comment.objects.get().screening.get(check_name="names")
        self.assertEqual(found.outcome, "flagged")

    def test_every_check_leaves_its_result(self):
        self.post(comment="http://a.example http://b.example http://c.example")

        found = dict(
            Comment.objects.get().screening.values_list("check_name", "outcome")
        )
        self.assertEqual(found["links"], "flagged")
        self.assertEqual(found["timing"], "not_measured")
        self.assertEqual(len(found), 6)

    def test_the_address_is_hashed_and_the_mail_address_stands_apart(self):
        self.post()

        contact = Contact.objects.get()
        self.assertEqual(len(contact.address_hash), 16)
        self.assertNotIn(b"127.0.0.1", bytes(contact.address_hash))

    def test_a_held_comment_is_counted_for_the_desk(self):
        self.post()

        story = Comment.objects.get().article
        for name in (
            tallies.HELD,
            tallies.held_on(story.pk),
            tallies.held_in(story.section_id),
        ):
            self.assertEqual(tallies.total(name), 1)

    def test_t22_a_held_comment_answers_like_one_that_never_was(self):
        held = make.comment(article=self.article)

        for pk in (held.pk, held.pk + 1000):
            self.assertEqual(self.client.get(f"/comments/{pk}/").status_code, 404)
