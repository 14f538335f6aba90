"""Hostile words, in a comment and in a name, on every page that shows them."""

from collections import Counter
from datetime import UTC, datetime
from html import unescape
from unittest.mock import patch

from django.test import SimpleTestCase, TestCase

from comments import items, tokens
from comments.arranging import Item, Printed
from comments.models import Comment, CommentPolicy
from comments.rendering import html_of
from comments.text import clean_body, clean_line
from tests import make, posting
from tests.data import VECTORS, payloads
from tests.markup import Markup
from tests.places import plainly

# What a comment's own words may make; all else on a page is counted.
OF_WORDS = {"p", "br", "a"}
FEW = [*VECTORS[:3], VECTORS[5], VECTORS[10], VECTORS[16], VECTORS[21]]


def counted(markup):
    return Counter(one for one in markup.shape if one[0] not in OF_WORDS)


class HostileTestCase(SimpleTestCase):
    def assert_only_ours(self, html, plain, *shown):
        """No element and no attribute that the same page has not with plain words."""
        markup, ours = Markup(html), Markup(plain)
        self.assertEqual(counted(markup), counted(ours))
        self.assertLessEqual(markup.attributes, ours.attributes | LINKED)
        for name in ("href", "src", "action"):
            for address in markup.values(name):
                self.assertRegex(address, r"^(https?://|mailto:\?|[/#?])")
        seen = " ".join(markup.text.split()) + " ".join(markup.values("value"))
        for words in shown:
            self.assertIn(" ".join(words.split()), seen)


BEGAN = datetime(2026, 1, 2, tzinfo=UTC)
LINKED = {("a", "href"), ("a", "rel")}


class FragmentTests(HostileTestCase):
    """Thousands of vectors against the one fragment that prints comments."""

    def fragment(self, words):
        comment = Printed(
            pk=1,
            path=[1],
            depth=1,
            author_name=clean_line(words) or "x",
            body_html=html_of(clean_body(words)),
            submitted_at=BEGAN,
        )
        item = Item(1, 1, comment, "1.")
        shown = items.html_of([item], takes_replies=True)
        self.assertEqual(shown, plainly([item], takes_replies=True))
        return shown

    def check(self, vectors):
        plain, wrong = self.fragment("Plain words"), {}
        for words in vectors:
            shown = (clean_line(words), clean_body(words))
            try:
                self.assert_only_ours(self.fragment(words), plain, *shown)
            except AssertionError as difference:
                wrong[words] = str(difference)
        self.assertEqual(wrong, {})

    def test_t01_our_own_vectors_are_shown_literally(self):
        self.check(VECTORS)

    def test_t01_every_vector_of_the_collections_is_shown_literally(self):
        self.check(
            payloads(
                "xss",
                "sanitizer-fixture",
                "naughty-string",
                "template-injection",
                "sqli",
                "crlf",
            )
        )


class PageTests(HostileTestCase, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.article = make.article()
        CommentPolicy.objects.update(
            seconds_between=0, network_limit=9999, ask_website=True
        )
        cls.moderator = make.user("Moderator")

    def html(self, address):
        return self.client.get(address).content.decode()

    def post(self, words, **fields):
        return posting.post(
            self.client, self.article, comment=words, name=words, **fields
        )

    def test_t01_on_the_story_page_and_in_the_form_that_replies(self):
        pages = []
        for vectors in (["Plain words"] * len(VECTORS), VECTORS):
            article = make.article(
                headline="One headline", section=self.article.section
            )
            for words in vectors:
                name, body = clean_line(words), clean_body(words)
                make.comment("approved", article=article, author_name=name, body=body)
            last = Comment.objects.latest("pk").pk
            page = self.html(f"{article.get_absolute_url()}?reply={last}")
            pages.append(page)
        plain, hostile = pages
        self.assert_only_ours(hostile, plain, *map(clean_body, VECTORS))

    @patch("comments.views.desk.queue.PER_PAGE", 100)
    def test_t02_on_the_desk_and_in_what_it_says(self):
        pages = []
        for vectors in (["Plain words"] * len(VECTORS), VECTORS):
            Comment.objects.filter(status="held").update(
                withdrawn_at="2020-01-01T00:00Z"
            )
            for words in vectors:
                name, body = clean_line(words), clean_body(words)
                make.comment(article=self.article, author_name=name, body=body)
            self.client.force_login(self.moderator)
            named = [f"{c.pk}.9" for c in Comment.objects.in_queue()]
            row = {"act": "spam", "chosen": named, "ticked": len(named)}
            page = self.client.post("/desk/decide/", row, follow=True)
            pages.append(page.content.decode())
        plain, hostile = pages
        self.assertIn("left as it is", plain)
        self.assert_only_ours(hostile, plain, *map(clean_body, VECTORS))

    def test_t03_given_back_with_an_error(self):
        wrong = {"email": "wrong", "website": "x"}
        plain = self.post("Plain words", **wrong).content.decode()
        self.assertIn("aria-invalid", plain)
        for words in VECTORS:
            with self.subTest(words):
                wrong = {"email": words, "website": f"x {words}", "token": words}
                answer = self.post(words, **wrong, timing=words)
                page = answer.content.decode()
                self.assertEqual(answer.status_code, 422)
                self.assert_only_ours(page, plain)
                typed = page.partition("<textarea")[2].partition("</textarea>")[0]
                given = unescape(typed.partition(">\n")[2]).replace("\r\n", "\n")
                self.assertEqual(given, words)

    def test_t03_on_the_receipt(self):
        plain = self.html(self.post("Plain words")["Location"])
        for words in VECTORS:
            with self.subTest(words):
                page = self.html(self.post(words)["Location"])
                self.assert_only_ours(page, plain, clean_body(words))

    def test_t04_links_are_http_and_vouch_for_nothing(self):
        markup = Markup(
            html_of("\n".join([*VECTORS, "see http://example.org/a?b=1&c=2."]))
        )
        links = [own for name, own in markup.elements if name == "a"]
        self.assertEqual(links[-1]["href"], "http://example.org/a?b=1&c=2")
        for own in links:
            self.assertRegex(own["href"], "^https?://")
            self.assertEqual(own["rel"], "ugc nofollow noopener")

    def test_t06_template_language_is_shown_and_not_run(self):
        make.comment(
            "approved",
            article=self.article,
            body="{{7*7}}{% load x %}",
            author_name="{{8*8}}",
        )

        page = self.html(self.article.get_absolute_url())

        self.assertIn("{{7*7}}{% load x %}", page)
        self.assertIn("{{8*8}}", page)

    def test_t30_a_reader_with_a_staff_address_looks_like_any_other(self):
        staff = make.user("Editor", email="chief@example.org")
        shapes = []
        for email in ("reader@example.org", staff.email):
            article = make.article(
                headline="One headline", section=self.article.section
            )
            make.comment("approved", article=article, email=email)
            shapes.append(counted(Markup(self.html(article.get_absolute_url()))))
        self.assertEqual(shapes[0], shapes[1])

    def test_hostile_queries_are_not_reflected(self):
        receipt = tokens.receipt_for(make.comment(article=self.article).pk)
        for words in FEW:
            for name in ("reply", "receipt", "page", "utm_source"):
                query = {name: words, "x": receipt}
                page = self.client.get(self.article.get_absolute_url(), query)
                self.assertNotIn(words, unescape(page.content.decode()))
