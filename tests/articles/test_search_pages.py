"""Page by page through what a search finds, by whatever way: none is lost."""

import html
from contextlib import contextmanager
from datetime import timedelta
from itertools import product
from unittest.mock import patch
from urllib.parse import parse_qsl, urlencode

from django.db import connection
from django.utils import timezone

from articles import looking, search
from articles.cursors import Cursor
from articles.models import Article, Byline
from newsroom.pages.store import store
from tests import make
from tests.articles.test_search import SearchTestCase

DAY = timedelta(days=1)
# Very many are sorted once found; or looked for from the newest on, in one go or in
# several.
WAYS = (
    {"SORTED": 2000, "WALKED": 1500, "PROLIFIC": 800, "WIDE": 1000},
    {"SORTED": 20, "WALKED": 1500, "PROLIFIC": 800, "WIDE": 1000},
    {"SORTED": 20, "WALKED": 7, "PROLIFIC": 4, "WIDE": 1000},
    {"SORTED": 2000, "WALKED": 7, "PROLIFIC": 4, "WIDE": 1},
)


class PagingTests(SearchTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.section = make.section()
        for number in range(45):
            moment = timezone.now() - timedelta(hours=2, minutes=number)
            words = "harbour " * (number % 3 + 1)
            make.article(
                section=cls.section, published_at=moment, body=f"<p>{words}</p>"
            )

    def walk(self, **asked):
        address, seen = f"/search/?{urlencode({'q': 'harbour', **asked})}", []
        while address:
            page = self.client.get(address).content.decode()
            asked = dict(parse_qsl(address.partition("?")[2]))
            seen += self.found(asked.pop("q"), **asked)
            query = page.partition('rel="next" href="')[2].partition('"')[0]
            address = query and f"/search/{html.unescape(query)}"
        return seen

    def test_the_best_are_paged_and_none_is_lost(self):
        seen = self.walk()
        self.assertEqual((len(seen), len(set(seen))), (45, 45))

    def test_what_only_old_stories_hold_is_found_among_many_newer_ones(self):
        """By whatever way, and under the name of somebody who has written much."""
        writer, long_ago = make.contributor(), timezone.now() - timedelta(days=900)
        for number in range(8):
            old = make.article(body="<p>A quay.</p>", published_at=long_ago)
            if number % 2:
                Byline.objects.create(article=old, contributor=writer)
        for newer in Article.objects.filter(section=self.section):
            Byline.objects.create(article=newer, contributor=writer)
        for ranked, wide in ((7, 1000), (10, 1000), (7, 1), (10, 1)):
            with (
                self.subTest((ranked, wide)),
                patch.object(search, "WIDE", wide),
                patch.object(search, "RANKED", ranked),
                patch.object(search, "WALKED", 2),
                patch.object(search, "PROLIFIC", 3),
                patch.object(search.Search, "stand_near", lambda *_given: False),
            ):
                store.clear()
                self.assertEqual(len(self.found("quay")), 8)
                self.assertEqual(len(self.found("quay", by=writer.slug)), 4)

    @contextmanager
    def very_many(self, way):
        """What fails within is told, and changes nothing for what comes after."""
        store.clear()
        with self.subTest(**way), patch.multiple(search, RANKED=10, **way):
            yield

    def test_very_many_come_newest_first_and_none_is_lost(self):
        newest = Article.objects.newest_first()
        expected = [article.get_absolute_url() for article in newest]
        for way in WAYS:
            with self.very_many(way):
                self.assertContains(
                    self.client.get("/search/?q=harbour"), "The newest come first."
                )
                self.assertEqual(self.walk(), expected)

    def test_they_are_as_many_seen_from_behind_the_last(self):
        asked, behind = search.Search("harbour"), Cursor(timezone.now() - DAY, 1)
        given = asked.given(search.wanted("harbour"))
        self.assertEqual(asked.held(behind, given), ([], 45))
        with patch.object(search, "SORTED", 20):
            self.assertEqual(asked.held(behind, given), ([], 21))

    def test_a_phrase_in_very_many_is_found_wherever_it_stands(self):
        newest = Article.objects.newest_first()
        thrice = newest.filter(body__contains="harbour harbour harbour")
        expected = [article.get_absolute_url() for article in thrice]
        for way in WAYS:
            with self.very_many(way):
                self.assertEqual(self.walk(q='"harbour harbour harbour"'), expected)

    def test_filters_narrow_very_many(self):
        writer = make.contributor(name="Ada Byron")
        newest = list(Article.objects.newest_first())
        for article in newest[::2]:
            Byline.objects.create(article=article, contributor=writer)
        addresses = [article.get_absolute_url() for article in newest]
        far = (timezone.localdate() + timedelta(days=2)).isoformat()
        today = timezone.localdate().isoformat()
        ago = (timezone.localdate() - timedelta(days=2)).isoformat()
        for way, near in product(WAYS, (True, False)):
            told = patch.object(search.Search, "stand_near", return_value=near)
            with self.very_many(way), told:
                self.assertEqual(self.walk(by="ada byron"), addresses[::2])
                self.assertEqual(self.walk(section=self.section.slug), addresses)
                self.assertEqual(self.walk(since=ago, until=far), addresses)
                self.assertEqual(self.walk(since=ago, until=today), addresses)
                self.assertEqual(self.walk(since=far, by=writer.slug), [])
                self.assertEqual(self.walk(until=ago), [])

    def test_what_postgresql_knows_of_the_words_decides_where_to_look(self):
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE articles_article")
        asked = search.Search("harbour")
        words = search.wanted("harbour")
        unknown = search.wanted("zebra")
        with patch.object(search, "RANKED", 10):
            self.assertTrue(asked.stand_near(*self.guessed(asked, words)))
            self.assertFalse(asked.stand_near(*self.guessed(asked, unknown)))

    def guessed(self, asked, words):
        return looking.guessed(frozenset(), **asked.given(words))

    def hold(self, body):
        """Twenty more stories, a minute apart."""
        for number in range(20):
            moment = timezone.now() - timedelta(minutes=number + 1)
            make.article(section=self.section, body=body, published_at=moment)

    @patch.multiple(search, RANKED=10, SORTED=3, WALKED=50, NEAR=5)
    def test_common_words_that_come_together_are_not_listed_to_show_the_newest(self):
        """By chance six stories of the 65 would hold both; twenty do."""
        self.hold("<p>Hafen und Wasser.</p>")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE articles_article")
        asked, words = search.Search("hafen wasser"), search.wanted("hafen wasser")
        self.assertFalse(asked.stand_near(*self.guessed(asked, words)))
        with patch.object(search.Search, "held", side_effect=AssertionError):
            found = asked.find()
        newest = Article.objects.filter(body__contains="Hafen").newest_first()
        self.assertEqual(found.stories, list(newest[:10]))

    @patch.multiple(search, RANKED=10, SORTED=3, WALKED=50, NEAR=5)
    def test_common_words_that_seldom_come_together_are_found_where_they_stand(self):
        self.hold("<p>Hafen.</p>")
        self.hold("<p>Wasser.</p>")
        long_ago = timezone.now() - timedelta(days=900)
        old = make.article(body="<p>Hafen und Wasser.</p>", published_at=long_ago)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE articles_article")
        self.assertEqual(search.Search("hafen wasser").find().stories, [old])

    def test_forged_cursors_start_at_the_best(self):
        first = self.found("harbour")
        for cursor in ("x", "1.2.3", "9" * 30 + ".1", "-1.0", "."):
            self.assertEqual(self.found("harbour", after=cursor), first)
