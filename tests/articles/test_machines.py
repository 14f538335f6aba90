import json
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.test import TestCase, override_settings
from django.utils import timezone

from articles.models import Publication
from newsroom.pages.store import store
from tests import make


class MachinesTestCase(TestCase):
    def setUp(self):
        store.clear()

    def paper(self, **fields):
        Publication.objects.filter(pk=1).update(**fields)


class RobotsTests(MachinesTestCase):
    def rules(self):
        """Which paths each program is refused."""
        rules = {}
        for block in self.client.get("/robots.txt").content.decode().split("\n\n"):
            lines = [line.partition(": ")[::2] for line in block.strip().split("\n")]
            shut = {path for name, path in lines if name == "Disallow"}
            rules |= {path: shut for name, path in lines if name == "User-agent"}
        return rules

    @override_settings(DEMO=False)
    def test_the_papers_policy_says_which_programs_may_read(self):
        self.paper(crawlers="welcome")
        self.assertEqual(list(self.rules()), ["*"])
        self.assertIn("/admin/", self.rules()["*"])
        self.assertNotIn("/", self.rules()["*"])

        self.paper(crawlers="answers")
        self.assertEqual(self.rules()["GPTBot"], {"/"})
        self.assertNotIn("OAI-SearchBot", self.rules())

        self.paper(crawlers="refused")
        self.assertEqual(self.rules()["OAI-SearchBot"], {"/"})
        self.assertNotIn("/", self.rules()["*"])

    @override_settings(DEMO=True)
    def test_a_demo_is_for_nobody(self):
        self.assertEqual(self.rules(), {"*": {"/"}})


class ManifestTests(MachinesTestCase):
    def test_a_phone_learns_the_papers_name_and_finds_its_icons(self):
        self.paper(name="صحيفة", language="ar")
        answer = self.client.get("/manifest.webmanifest")
        told = json.loads(answer.content)
        self.assertEqual((told["name"], told["dir"]), ("صحيفة", "rtl"))
        self.assertEqual(answer["Content-Type"], "application/manifest+json")
        self.assertContains(self.client.get("/"), 'rel="manifest"')
        sizes = {icon["sizes"] for icon in told["icons"]}
        self.assertEqual(sizes, {"192x192", "512x512"})

    def test_the_program_that_keeps_the_front_page_stands_at_the_root(self):
        answer = self.client.get("/sw.js")
        self.assertEqual(answer["Content-Type"], "text/javascript")
        self.assertIn(b"caches", answer.content)


class SecurityTests(MachinesTestCase):
    address = "/.well-known/security.txt"

    def test_a_fault_is_reported_to_whom_the_paper_names(self):
        self.assertEqual(self.client.get(self.address).status_code, 404)
        self.paper(security_contact="safety@paper.example")

        text = self.client.get(self.address).content.decode()

        told = dict(line.split(": ", 1) for line in text.splitlines())
        self.assertEqual(told["Contact"], "mailto:safety@paper.example")
        left = datetime.fromisoformat(told["Expires"]) - timezone.now()
        self.assertTrue(timedelta(days=30) < left < timedelta(days=365))


class OembedTests(MachinesTestCase):
    def setUp(self):
        super().setUp()
        self.article = make.article(
            headline="Ships & <quays>", standfirst="In short.", slug="ships"
        )
        self.url = f"{settings.SITE_URL}{self.article.get_absolute_url()}"

    def ask(self, url, **more):
        return self.client.get(f"/oembed?{urlencode({'url': url, **more})}")

    def test_another_site_shows_headline_and_standfirst(self):
        answer = self.ask(self.url, maxwidth="320", utm_source="x")
        told = answer.json()
        self.assertEqual((told["type"], told["version"]), ("rich", "1.0"))
        self.assertEqual(told["title"], "Ships & <quays>")
        self.assertEqual(told["width"], 320)
        self.assertIn("Ships &amp; &lt;quays&gt;", told["html"])
        self.assertIn(f'href="{self.url}"', told["html"])
        self.assertIn("s-maxage", answer["Cache-Control"])
        page = self.client.get(self.article.get_absolute_url())
        self.assertContains(page, f"/oembed?{urlencode({'url': self.url})}")

    def test_what_is_no_live_story_of_ours_is_not_shown(self):
        gone = make.article(status="withdrawn")
        for url, status in (
            ("", 404),
            ("x" * 3000, 404),
            ("http://[", 404),
            (f"{settings.SITE_URL}/", 404),
            (f"{settings.SITE_URL}/2024/13/40/none/", 404),
            (self.url.replace("://", "://not-"), 404),
            (f"{settings.SITE_URL}{make.article(status='draft').slug}", 404),
            (f"{settings.SITE_URL}{gone.get_absolute_url()}", 410),
        ):
            with self.subTest(url[:60]):
                self.assertEqual(self.ask(url).status_code, status)
        self.assertEqual(self.ask(self.url, format="xml").status_code, 501)

    def test_an_old_address_leads_to_the_new_one(self):
        old = f"{settings.SITE_URL}/2001/02/03/ships/"
        answer = self.ask(old)
        self.assertEqual(answer.status_code, 301)
        told = self.client.get(answer["Location"]).json()
        self.assertEqual(told["title"], self.article.headline)
