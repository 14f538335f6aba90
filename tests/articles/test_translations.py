"""Stories that tell the same in several languages, and a front page for each."""

from datetime import timedelta
from urllib.parse import unquote
from xml.etree import ElementTree

from django.conf import settings
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from articles import publishing, translating
from articles.models import Article, Publication, Translation
from articles.refusals import Refused
from articles.views.sitemaps import ALTERNATE, SITEMAP
from tests import make
from tests.markup import Markup


class Told(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make.user("Editor")
        hours = (timedelta(hours=hours) for hours in (4, 3, 2))
        cls.english, cls.arabic, cls.kurdish = (
            make.article(language=language, published_at=timezone.now() - ago)
            for language, ago in zip(("en", "ar", "ckb"), hours, strict=True)
        )

    def together(self):
        translating.join(self.english, self.arabic)
        translating.join(self.kurdish, self.arabic)

    def read(self, path):
        return Markup(self.client.get(path).content.decode())

    def alternates(self, path):
        links = self.read(path).all("link")
        return {
            link["hreflang"]: unquote(link["href"]).removeprefix(settings.SITE_URL)
            for link in links
            if "hreflang" in link
        }

    def shown(self, path):
        found = self.read(path).all("a")
        return {link["hreflang"]: link["href"] for link in found if "hreflang" in link}


class StoryTests(Told):
    def test_each_leads_to_all_the_others_whichever_were_joined(self):
        self.together()
        stories = (self.english, self.arabic, self.kurdish)
        places = {story.language: story.get_absolute_url() for story in stories}
        for story in stories:
            own = story.language
            others = {code: path for code, path in places.items() if code != own}

            self.assertEqual(self.shown(story.get_absolute_url()), others)
            self.assertEqual(
                self.alternates(story.get_absolute_url()),
                {**places, "x-default": places["en"]},
            )

    def test_a_language_is_named_as_its_speakers_do(self):
        self.together()

        page = self.client.get(self.english.get_absolute_url())

        self.assertContains(page, ">العربية</a>")
        self.assertContains(page, ">کوردی</a>")

    def test_without_one_in_the_papers_language_the_first_is_the_default(self):
        Publication.objects.update(language="de")
        translating.join(self.kurdish, self.arabic)

        for story in (self.arabic, self.kurdish):
            found = self.alternates(story.get_absolute_url())
            self.assertEqual(found["x-default"], self.arabic.get_absolute_url())

    def test_a_story_alone_says_nothing_of_languages(self):
        path = self.english.get_absolute_url()

        self.assertEqual((self.alternates(path), self.shown(path)), ({}, {}))

    def test_only_live_ones_are_shown_and_at_once(self):
        self.together()
        path = self.english.get_absolute_url()
        self.client.get(path)
        publishing.withdraw(self.arabic, by=self.editor)

        self.assertEqual(set(self.shown(path)), {"ckb"})

        later = timezone.now() + timedelta(hours=1)
        Article.objects.filter(pk=self.kurdish.pk).update(published_at=later)
        self.assertEqual(self.alternates(path), {})

    def test_of_one_language_there_is_one(self):
        translating.join(self.english, self.arabic)
        with self.assertRaisesMessage(Refused, "already a story in that language"):
            translating.join(self.arabic, make.article(language="en"))
        with self.assertRaises(Refused):
            translating.join(self.english, self.english)

    def test_groups_become_one_and_who_stays_alone_is_in_none(self):
        self.together()
        german = make.article(language="de")
        translating.join(german, make.article(language="fr"))
        translating.join(german, self.english)
        self.assertEqual(len(translating.group_of(self.kurdish)), 4)

        translating.leave(german)
        self.assertEqual(len(translating.group_of(self.kurdish)), 3)
        for story in translating.group_of(self.english)[1:]:
            translating.leave(story)
        translating.leave(self.english)
        self.assertFalse(Translation.objects.exists())


class SitemapTests(Told):
    def told(self):
        month = self.english.first_published_on
        answer = self.client.get(f"/sitemap-{month:%Y-%m}.xml")
        root = ElementTree.fromstring(answer.content)  # noqa: S314 (our own)
        return {
            url.findtext(f"{{{SITEMAP}}}loc"): {
                link.get("hreflang"): link.get("href") for link in url.iter(ALTERNATE)
            }
            for url in root
        }

    def test_it_names_the_translations_of_each(self):
        self.assertEqual(set(map(len, self.told().values())), {0})
        translating.join(self.english, self.arabic)

        found = self.told()

        english, arabic, kurdish = (
            f"{settings.SITE_URL}{story.get_absolute_url()}"
            for story in (self.english, self.arabic, self.kurdish)
        )
        both = {"en": english, "ar": arabic, "x-default": english}
        self.assertEqual(found, {english: both, arabic: both, kurdish: {}})

    def test_a_month_knows_what_became_of_a_translation_in_another(self):
        past = timezone.now() - timedelta(days=70)
        old = make.article(language="ar", published_at=past)
        translating.join(self.english, old)
        self.assertIn(2, {len(found) - 1 for found in self.told().values()})

        publishing.withdraw(old, by=self.editor)

        self.assertEqual(set(map(len, self.told().values())), {0})


class FrontTests(Told):
    def test_each_language_that_is_out_has_a_front_page(self):
        page = self.client.get("/ar/")

        self.assertContains(page, self.arabic.headline)
        self.assertNotContains(page, self.english.headline)
        [html] = self.read("/ar/").all("html")
        self.assertEqual((html["lang"], html["dir"]), ("ar", "rtl"))
        self.assertEqual(self.client.get("/de/").status_code, 404)

    def test_the_papers_own_language_has_the_front_page(self):
        self.assertRedirects(self.client.get("/en/"), "/", 301)

    def test_they_lead_to_one_another(self):
        every = {"en": "/", "ar": "/ar/", "ckb": "/ckb/"}
        for path in every.values():
            others = {code: place for code, place in every.items() if place != path}

            self.assertEqual(self.shown(path), others)
            self.assertEqual(self.alternates(path), {**every, "x-default": "/"})

    def test_a_paper_in_one_language_speaks_of_none(self):
        Article.objects.exclude(language="en").delete()

        self.assertEqual((self.alternates("/"), self.shown("/")), ({}, {}))

    def test_a_front_page_goes_with_its_last_story(self):
        self.client.get("/ar/")
        publishing.withdraw(self.arabic, by=self.editor)

        self.assertEqual(self.client.get("/ar/").status_code, 404)


class AdminTests(Told):
    def address(self, story):
        return reverse("admin:articles_article_translations", args=[story.pk])

    def test_an_editor_links_two_and_takes_one_out_again(self):
        self.client.force_login(self.editor)
        path = self.address(self.english)
        self.client.post(path, {"story": self.arabic.pk})
        self.assertEqual(translating.group_of(self.arabic), [self.english])
        self.assertContains(self.client.get(path), self.arabic.headline)

        self.client.post(path, {"out": self.arabic.pk})

        self.assertEqual(translating.group_of(self.english), [])

    def test_what_cannot_be_is_said_on_the_form(self):
        self.client.force_login(self.editor)
        answer = self.client.post(
            self.address(self.english), {"story": make.article(language="en").pk}
        )

        self.assertContains(answer, "There is already a story in that language.")
        for odd in ("", "x", "0", "9" * 30):
            answer = self.client.post(self.address(self.english), {"story": odd})
            self.assertEqual(answer.status_code, 200)

    def test_a_reporter_links_nothing(self):
        reporter = make.user("Reporter")
        own = make.article(status="draft", created_by=reporter)
        self.client.force_login(reporter)

        answer = self.client.post(self.address(own), {"story": self.arabic.pk})

        self.assertEqual(answer.status_code, 403)
        self.assertEqual(self.client.get(self.address(self.arabic)).status_code, 404)

    def test_the_plain_list_names_only_stories_that_a_person_may_see(self):
        reporter = make.user("Reporter")
        own = make.draft(created_by=reporter)
        make.draft(headline="Not for everybody")
        page = reverse("admin:articles_article_translations", args=[own.pk])
        for user, seen in ((self.editor, True), (reporter, False)):
            self.client.force_login(user)
            told = self.client.get(page).content.decode()
            self.assertEqual("Not for everybody" in told, seen)
