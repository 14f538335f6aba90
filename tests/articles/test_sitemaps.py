from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

from django.conf import settings
from django.db import connection
from django.test import TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from articles.views.sitemaps import NEWS, SITEMAP
from newsroom.pages.store import store
from tests import make

MAY = datetime(2024, 5, 6, 12, tzinfo=UTC)


class SitemapTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.old = make.article(published_at=MAY)
        cls.new = make.article(headline="Ships & <quays>\x0b", language="ar")

    def read(self, address):
        """Strictly: what is not well-formed fails."""
        answer = self.client.get(address)
        self.assertEqual(answer["Content-Type"], "application/xml; charset=utf-8")
        return ElementTree.fromstring(answer.content)  # noqa: S314 (our own)

    def places(self, address):
        return [found.text for found in self.read(address).iter(f"{{{SITEMAP}}}loc")]

    def address(self, article):
        return f"{settings.SITE_URL}{article.get_absolute_url()}"

    def test_each_month_has_a_sitemap_of_its_stories(self):
        maps = self.places("/sitemap.xml")
        self.assertEqual(len(maps), 2)
        self.assertEqual(maps[0], f"{settings.SITE_URL}/sitemap-2024-05.xml")
        self.assertEqual(self.places("/sitemap-2024-05.xml"), [self.address(self.old)])
        for absent in ("/sitemap-2024-06.xml", "/sitemap-2024-13.xml"):
            self.assertEqual(self.client.get(absent).status_code, 404)

    def test_an_old_month_changes_with_its_own_stories_only(self):
        address = "/sitemap-2024-05.xml"
        tag = self.client.get(address)["ETag"]
        make.article(section=self.old.section)
        self.assertEqual(self.client.get(address)["ETag"], tag)
        Article.objects.filter(pk=self.old.pk).update(updated_at=timezone.now())
        self.assertNotEqual(self.client.get(address)["ETag"], tag)

    def test_news_are_two_days_old_at_most(self):
        root = self.read("/news-sitemap.xml")
        [news] = root.iter(f"{{{NEWS}}}news")
        self.assertEqual(news.findtext(f"{{{NEWS}}}title"), "Ships & <quays>")
        self.assertEqual(
            news.findtext(f"{{{NEWS}}}publication/{{{NEWS}}}language"), "ar"
        )

    def test_news_end_at_their_minute(self):
        moment = timezone.now() - timedelta(hours=48, seconds=-20)
        make.article(published_at=moment, section=self.old.section)
        page = self.client.get("/news-sitemap.xml")
        Article.objects.filter(published_at=moment).update(
            published_at=moment - timedelta(minutes=1)
        )
        self.assertNotEqual(self.client.get("/news-sitemap.xml")["ETag"], page["ETag"])
        self.assertEqual(self.places("/news-sitemap.xml"), [self.address(self.new)])

    def test_what_is_not_live_is_in_none(self):
        later = timezone.now() + timedelta(hours=1)
        hidden = [make.article(published_at=later), make.article(status="withdrawn")]
        month = f"/sitemap-{timezone.now():%Y-%m}.xml"
        for address in (month, "/news-sitemap.xml"):
            for article in hidden:
                self.assertNotIn(self.address(article), self.places(address))

    def test_a_sitemap_costs_one_query_when_warm(self):
        for address in ("/sitemap.xml", "/sitemap-2024-05.xml", "/news-sitemap.xml"):
            store.clear()
            with CaptureQueriesContext(connection) as cold:
                self.client.get(address)
            self.assertLessEqual(len(cold), 8)
            with self.assertNumQueries(1):
                self.client.get(address)

    def test_robots_are_told_where_the_sitemaps_are_but_a_demo_stays_shut(self):
        self.assertNotContains(self.client.get("/robots.txt"), "Sitemap:")
        store.clear()
        with override_settings(DEMO=False):
            told = self.client.get("/robots.txt")
        for name in ("sitemap.xml", "news-sitemap.xml"):
            self.assertContains(told, f"Sitemap: {settings.SITE_URL}/{name}")
