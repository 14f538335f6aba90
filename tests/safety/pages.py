"""A small site with something on every page, and the addresses of all of them."""

from datetime import timedelta

from django.conf import settings
from django.test import TestCase
from django.utils import timezone

from articles import preview
from articles.models import Byline, Page, Tagging
from comments import tokens
from comments.models import Proof
from newsroom.pages.store import store
from tests import make
from tests.safety.crawl import routes

EMAIL = "Hidden.Reader@example.org"
STAFF_EMAIL = "staff.member@example.org"
NETWORK = "203.0.113.77"
PRIVATE = {EMAIL, STAFF_EMAIL, NETWORK}


class PublicPagesTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.article = make.article(headline="A story")
        cls.writer = make.contributor()
        Byline.objects.create(article=cls.article, contributor=cls.writer)
        make.user("Moderator", email=STAFF_EMAIL)
        cls.comment = make.comment("approved", article=cls.article, email=EMAIL)
        cls.held = make.comment(article=cls.article, email=EMAIL, body="Unseen words")
        Proof.objects.create(comment=cls.held)
        cls.page = Page.objects.create(title="Privacy", slug="privacy", body="<p>x</p>")
        cls.topic = make.topic()
        Tagging.objects.create(article=cls.article, topic=cls.topic)
        make.article(language="ar")
        cls.gone = make.article(status="withdrawn")
        cls.later = make.article(published_at=timezone.now() + timedelta(days=1))

    def setUp(self):
        self.client.defaults["REMOTE_ADDR"] = NETWORK
        store.clear()

    def addresses(self):
        """Each route's pages; None for a route that a test must be told about."""
        story = self.article.get_absolute_url()
        day = "<year:year>/<two:month>/<two:day>/<word:slug>/"
        today = self.article.first_published_on
        status = f"/comments/status/{tokens.status_for(self.held.pk)}/"
        proof = f"/comments/prove/{tokens.for_proof(self.held.pk)}/"
        draft = preview.token_for(self.article)
        known = {
            "healthz": ["/healthz"],
            "readyz": ["/readyz"],
            "metrics": ["/metrics"],
            "robots.txt": ["/robots.txt"],
            "sw.js": ["/sw.js"],
            "manifest.webmanifest": ["/manifest.webmanifest"],
            "colours.css": ["/colours.css"],
            ".well-known/security.txt": ["/.well-known/security.txt"],
            "oembed": ["/oembed", f"/oembed?url={settings.SITE_URL}{story}"],
            "favicon.ico": ["/favicon.ico"],
            "": ["/"],
            "<language:language>/": ["/ar/", "/en/", "/de/"],
            "by/": ["/by/"],
            "by/<word:slug>/": [self.writer.get_absolute_url(), "/by/nobody/"],
            "topics/": ["/topics/"],
            "topics/<word:slug>/": [self.topic.get_absolute_url(), "/topics/none/"],
            "feed/": ["/feed/"],
            "sitemap.xml": ["/sitemap.xml"],
            "sitemap-<year:year>-<two:month>.xml": [
                f"/sitemap-{today:%Y-%m}.xml",
                "/sitemap-1901-01.xml",
                "/sitemap-2024-13.xml",
            ],
            "news-sitemap.xml": ["/news-sitemap.xml"],
            "feed.atom": ["/feed.atom"],
            "feed.json": ["/feed.json"],
            "by/<word:slug>/feed/": [f"{self.writer.get_absolute_url()}feed/"],
            "topics/<word:slug>/feed/": [f"{self.topic.get_absolute_url()}feed/"],
            "<word:slug>/feed/": [
                f"{self.article.section.get_absolute_url()}feed/",
                "/none/feed/",
            ],
            f"{day}feed/": [f"{story}feed/", f"{self.gone.get_absolute_url()}feed/"],
            "search/": ["/search/", "/search/?q=story", "/search/?q=&since=x"],
            "corrections/": ["/corrections/", "/corrections/?before=1.1"],
            "archive/": ["/archive/"],
            "<year:year>/": [f"/{today:%Y}/", "/1901/", "/0000/"],
            "<year:year>/<two:month>/": [f"/{today:%Y/%m}/", "/2024/13/"],
            "<year:year>/<two:month>/<two:day>/": [f"/{today:%Y/%m/%d}/"],
            "guidelines/": ["/guidelines/"],
            "pages/<word:slug>/": ["/pages/privacy/", "/pages/none/"],
            "^(?P<path>.*[^/])$": [story.rstrip("/"), "/none"],
            "media/<str:name>": ["/media/none.jpg"],
            "<word:slug>/": [self.article.section.get_absolute_url(), "/none/"],
            day: [
                story,
                f"{story}?page=2",
                f"{story}?reply={self.comment.pk}",
                f"{story}?receipt={tokens.receipt_for(self.held.pk)}",
                self.gone.get_absolute_url(),
                self.later.get_absolute_url(),
                "/2001/01/01/a-story/",
            ],
            f"{day}comments/": [f"{story}comments/", f"{story}comments/?page=2"],
            f"{day}comments/token/": [f"{story}comments/token/"],
            f"{day}comments/count/": [f"{story}comments/count/"],
            "comments/<int:pk>/": [
                f"/comments/{self.comment.pk}/",
                f"/comments/{self.held.pk}/",
            ],
            "preview/<str:token>/": [f"/preview/{draft}/", "/preview/x/"],
            "comments/status/<str:token>/": [status, "/comments/status/x/"],
            "comments/prove/<str:token>/": [proof, "/comments/prove/x/"],
        }
        return {route: known.get(route) for route in routes()}

    def every(self):
        return [a for pages in self.addresses().values() for a in pages or ()]
