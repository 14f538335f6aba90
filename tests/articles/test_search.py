from datetime import timedelta

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Byline
from articles.models.search import in_every_dictionary
from newsroom.pages.store import store
from tests import make
from tests.data import VECTORS, payloads
from tests.markup import Markup

ODD = [
    *("", " ", "a", "ب", "&", "!", "-", "--", '"', '"" ""', "&|!()", "or", "or or"),
    *("-river", '-"', "'", "\\", "a" * 10_000, "word " * 2000, "( " * 90, "<->", "a:*"),
    *("\x00", "a\x00b", "%", "%s", "\ue000\ue001", "😀", "\u202eriver", ":A & 'x'"),
]
HOSTILE = "xss sqli naughty-string template-injection crlf open-redirect"
HOSTILE += " path-traversal sanitizer-fixture"


class SearchTestCase(TestCase):
    def found(self, words, **filters):
        page = self.client.get("/search/", {"q": words, **filters})
        self.assertEqual(page.status_code, 200)
        shown = Markup(page.content.decode())
        return [
            address
            for (name, own), before in zip(
                shown.elements[1:], shown.elements, strict=False
            )
            if name == "a" and before[0] == "h2" and (address := own["href"])
        ]


class SearchTests(SearchTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.headline = make.article(headline="A river rises", body="<p>Water.</p>")
        cls.standfirst = make.article(standfirst="The river, again", body="<p>Wet.</p>")
        cls.body = make.article(body="<p>" + "The river and a river. " * 30 + "</p>")
        make.article(body="<p>Nothing of the kind.</p>")

    def addresses(self, *articles):
        return [article.get_absolute_url() for article in articles]

    def test_headline_stands_above_standfirst_above_body(self):
        self.assertEqual(
            self.found("rivers"),
            self.addresses(self.headline, self.standfirst, self.body),
        )

    def test_quotes_keep_words_together_and_minus_keeps_them_out(self):
        apart = make.article(body="<p>A rise of the river came.</p>")
        self.assertIn(apart.get_absolute_url(), self.found("river rise"))
        self.assertEqual(self.found('"river rises"'), self.addresses(self.headline))
        self.assertNotIn(self.headline.get_absolute_url(), self.found("river -water"))
        self.assertNotIn(
            self.headline.get_absolute_url(), self.found('river -"river rises"')
        )

    def test_a_word_that_is_kept_out_is_out_in_every_form_of_it(self):
        """By the story's dictionary "waters" is "water"; by the plain one it is not."""
        self.assertNotIn(self.headline.get_absolute_url(), self.found("river -waters"))

    def test_what_is_not_live_is_not_found(self):
        later = timezone.now() + timedelta(hours=1)
        for fields in (
            {"status": "draft"},
            {"status": "withdrawn"},
            {"published_at": later},
            {"expires_at": timezone.now() - timedelta(minutes=30)},
        ):
            make.article(headline="Unseen zebra", **fields)
        self.assertEqual(self.found("zebra"), [])

    def test_accents_and_letter_variants_do_not_matter(self):
        for language, written, asked in (
            ("fr", "Un café à Orléans", "cafe orleans"),
            ("ar", "مدرسة أحمد الكُبرى", "مدرسه احمد الكبري"),
            ("ckb", "هەواڵی کوردی", "هەواڵي كوردي"),
            ("fa", "می‌روم به کتابخانه", "میروم كتابخانه"),
        ):
            made = make.article(headline=written, language=language)
            self.assertEqual(self.found(asked), self.addresses(made), asked)

    def test_found_words_are_marked_as_they_were_written(self):
        make.article(
            language="ar", body="<p>قال إنّ الكُتُبَ في المكتبة &lt;b&gt; كثيرة</p>"
        )
        page = self.client.get("/search/", {"q": "كتب"})
        self.assertContains(page, "<mark>الكُتُبَ</mark> في المكتبة &lt;b&gt; كثيرة")

    def test_filters_narrow_a_search(self):
        writer = make.contributor(name="Ada Byron")
        Byline.objects.create(article=self.body, contributor=writer)
        old = make.article(
            headline="River of old", published_at=timezone.now() - timedelta(days=400)
        )
        day = (timezone.localdate() - timedelta(days=30)).isoformat()
        for filters, expected in (
            ({"section": self.standfirst.section.slug}, [self.standfirst]),
            ({"section": "none"}, []),
            ({"by": writer.slug}, [self.body]),
            ({"by": "ada byron"}, [self.body]),
            ({"until": day}, [old]),
            ({"since": day, "by": writer.slug}, [self.body]),
        ):
            self.assertEqual(
                self.found("river", **filters), self.addresses(*expected), filters
            )

    def test_a_date_that_does_not_exist_is_said(self):
        page = self.client.get("/search/", {"q": "river", "since": "2026-02-31"})
        self.assertContains(page, 'id="since-error"')

    def test_an_unsearchable_or_too_long_search_is_said(self):
        page = self.client.get("/search/", {"q": "&|!"})
        self.assertContains(page, "There is nothing to search for in that.")
        page = self.client.get("/search/", {"q": "word " * 2000})
        self.assertContains(page, "Try fewer words.")
        self.assertLess(len(page.content), 20_000)

    def test_odd_words_are_answered_with_a_page(self):
        for words in [*ODD, *VECTORS]:
            self.found(words)

    def test_what_was_typed_is_shown_as_text(self):
        plain = Markup(self.client.get("/search/", {"q": "x"}).content.decode()).names
        known = {*plain, "mark", "span", "article"}
        for words in VECTORS:
            page = self.client.get("/search/", {"q": words}).content.decode()
            self.assertLessEqual(Markup(page).names, known)

    @pytest.mark.slow
    def test_hostile_collections_are_answered_with_a_page(self):
        every = payloads(*HOSTILE.split())
        # Evenly from all of them, which together take a minute.
        for words in every[:: max(1, len(every) // 150)]:
            self.found(words)

    def test_one_page_costs_no_more_than_eight_queries_and_knows_its_bytes(self):
        address = "/search/?q=rivr+harbuor+quays&by=ada"
        in_every_dictionary.cache_clear()
        store.clear()
        with CaptureQueriesContext(connection) as queries:
            tag = self.client.get(address)["ETag"]
        self.assertLessEqual(len(queries), 8)
        with self.assertNumQueries(1):
            again = self.client.get(address, headers={"If-None-Match": tag})
        self.assertEqual(again.status_code, 304)
        make.article(headline="Another river")
        self.assertNotEqual(self.client.get(address)["ETag"], tag)

    def test_search_pages_are_for_readers_not_for_crawlers(self):
        noindex = '<meta name="robots" content="noindex">'
        self.assertContains(self.client.get("/search/?q=river"), noindex)
        self.assertNotContains(self.client.get("/search/"), noindex)
        self.assertContains(self.client.get("/"), 'href="/search/"')
