from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import connection
from django.db.models import Value
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing
from articles.models import Article, Byline, Page, Tagging
from newsroom.pages.store import store
from tests import make

FORMS = ("%Y", "%Y/%m", "%Y/%m/%d")


class ReadingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.article = make.article(headline="“Quoted” 100% headline")
        Byline.objects.create(article=cls.article, contributor=make.contributor())

    def test_story_shows_its_parts(self):
        page = self.client.get(self.article.get_absolute_url())

        for words in ("“Quoted” 100% headline", "Leave a Reply", "By"):
            self.assertContains(page, words)

    def test_future_story_is_nowhere_before_its_minute(self):
        later = make.article(published_at=timezone.now() + timedelta(hours=1))

        self.assertNotContains(self.client.get("/"), later.headline)
        self.assertEqual(self.client.get(later.get_absolute_url()).status_code, 404)

    def test_a_page_is_stored_no_longer_than_until_its_next_change(self):
        soon = make.article(published_at=timezone.now() + timedelta(hours=1))
        # By the transaction's clock, which stands still while a slow machine works.
        moment = TransactionNow() + Value(timedelta(milliseconds=800))
        Article.objects.filter(pk=soon.pk).update(published_at=moment)

        self.assertIn("s-maxage=0", self.client.get("/")["Cache-Control"])
        soon.delete()
        self.assertIn("s-maxage=1", self.client.get("/")["Cache-Control"])

    def test_withdrawn_and_expired_stories_are_gone(self):
        past = timezone.now() - timedelta(minutes=1)
        for fields in ({"status": "withdrawn"}, {"expires_at": past}):
            gone = make.article(**fields)
            self.assertEqual(self.client.get(gone.get_absolute_url()).status_code, 410)

    def test_draft_and_unknown_addresses_are_absent(self):
        draft = make.article(status="draft")
        for address in (draft.get_absolute_url(), "/nothing/", "/2026/02/31/x/"):
            self.assertEqual(self.client.get(address).status_code, 404)

    def test_old_slug_and_other_date_lead_to_the_story(self):
        old = self.article.get_absolute_url()
        self.article.slug = "a-new-slug"
        publishing.save(self.article)

        for address in (old, "/2001/01/01/a-new-slug/"):
            self.assertRedirects(
                self.client.get(address), self.article.get_absolute_url(), 301
            )

    def test_previous_and_next_are_linked_by_headline(self):
        older = make.article(
            headline="Older", published_at=timezone.now() - timedelta(hours=2)
        )
        newer = make.article(
            headline="Newer", published_at=timezone.now() - timedelta(minutes=2)
        )

        page = self.client.get(self.article.get_absolute_url())

        self.assertContains(page, older.get_absolute_url())
        self.assertContains(page, newer.get_absolute_url())

    def test_a_headline_of_another_direction_keeps_its_own(self):
        """Also where its first letter would have it otherwise."""
        make.article(headline="BBC تفتح مكتبا", language="ar")

        page = self.client.get(self.article.get_absolute_url())

        self.assertContains(page, '<bdi dir="rtl">BBC تفتح مكتبا</bdi>')

    def test_section_pages_by_cursor_and_loses_nothing(self):
        section = make.section()
        for hours in range(1, 46):
            moment = timezone.now() - timedelta(hours=hours)
            make.article(section=section, published_at=moment)

        address, seen = section.get_absolute_url(), []
        while address:
            page = self.client.get(address).content.decode()
            seen += [a for a in Article.objects.all() if f">{a.headline}<" in page]
            query = page.partition('rel="next" href="')[2].partition('"')[0]
            address = query and section.get_absolute_url() + query

        self.assertEqual(len({a.pk for a in seen}), 45)


class PublicPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.article = make.article()
        topic = make.topic()
        Tagging.objects.create(article=cls.article, topic=topic)
        contributor = make.contributor()
        Byline.objects.create(article=cls.article, contributor=contributor)
        make.comment("approved", article=cls.article, email="hidden@example.org")
        make.comment(article=cls.article, email="hidden@example.org")
        Page.objects.create(title="Privacy", slug="privacy", body="<p>Ours.</p>")
        cls.addresses = [
            "/",
            "/by/",
            "/pages/privacy/",
            cls.article.get_absolute_url(),
            cls.article.section.get_absolute_url(),
            contributor.get_absolute_url(),
            *("/topics/", topic.get_absolute_url(), "/archive/", "/guidelines/"),
            *(f"/{cls.article.first_published_on:{form}}/" for form in FORMS),
        ]

    def test_one_query_when_warm_and_at_most_eight_when_cold(self):
        for address in self.addresses:
            with self.subTest(address):
                store.clear()
                with CaptureQueriesContext(connection) as cold:
                    self.client.get(address)
                with self.assertNumQueries(1):
                    self.client.get(address)
                # The validator is asked twice: before, and again in the snapshot.
                self.assertLessEqual(len(cold), 9)

    def test_same_validator_answers_304_with_no_body(self):
        for address in self.addresses:
            tag = self.client.get(address)["ETag"]
            again = self.client.get(address, headers={"If-None-Match": tag})
            self.assertEqual((again.status_code, again.content), (304, b""))

    def test_any_change_makes_another_validator(self):
        address = self.article.get_absolute_url()
        seen = {self.client.get(address)["ETag"]}
        changes = (
            lambda: Article.objects.update(headline="Changed"),
            lambda: make.comment("approved", article=self.article),
            lambda: make.article(published_at=timezone.now() - timedelta(minutes=1)),
            lambda: Page.objects.update(title="Other"),
            lambda: self.article.bylines.all().delete(),
        )
        for change in changes:
            change()
            seen.add(self.client.get(address)["ETag"])

        self.assertEqual(len(seen), 6)

    def test_t24_no_address_no_cookie_and_no_other_host_on_any_page(self):
        for address in self.addresses:
            with self.subTest(address), CaptureQueriesContext(connection) as queries:
                store.clear()
                page = self.client.get(address)
                self.assertNotContains(page, "hidden@example.org")
                self.assertFalse(page.cookies)
                self.assertNotIn("Cookie", page.get("Vary", ""))
                elsewhere = page.content.decode().replace(
                    f'="{settings.SITE_URL}', '="'
                )
                for link in ('src="http', 'href="http', "url(http"):
                    self.assertNotIn(link, elsewhere)
                for query in queries:
                    self.assertNotIn("comments_contact", query["sql"])

    def test_unknown_parameters_are_the_same_page(self):
        plain = self.client.get("/")["ETag"]

        self.assertEqual(self.client.get("/?utm_source=x")["ETag"], plain)

    def test_a_junk_cookie_changes_nothing(self):
        plain = self.client.get("/").content
        self.client.cookies["session"] = "junk"

        self.assertEqual(self.client.get("/").content, plain)

    def test_t56_headers_are_on_every_answer(self):
        for address in ("/", "/nothing/", "/admin/", "/accounts/login/", "/healthz"):
            answer = self.client.get(address)
            policy = answer["Content-Security-Policy"]
            self.assertIn("default-src 'none'", policy)
            self.assertNotIn("unsafe", policy)
            self.assertEqual(answer["X-Content-Type-Options"], "nosniff")

    def test_t35_errors_are_stored_by_nobody(self):
        self.assertIn("no-store", self.client.get("/nothing/")["Cache-Control"])
