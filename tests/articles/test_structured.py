import json
from datetime import timedelta

from django.conf import settings
from django.test import TestCase
from django.utils import timezone

from articles import publishing
from articles.models import Byline, Photo, Tagging
from tests import make
from tests.data import VECTORS
from tests.markup import Markup
from tests.posting import post


def data_of(page):
    html = page.content.decode()
    begins = '<script type="application/ld+json">'
    return json.loads(html.partition(begins)[2].partition("</script>")[0])["@graph"]


def said_by(page):
    return {
        own.get("property") or own["name"]: own["content"]
        for name, own in Markup(page.content.decode()).elements
        if name == "meta" and "content" in own
    }


class StructuredTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        made = [
            {"format": "jpeg", "name": f"{crop or 'a'}.jpg", "crop": crop,
             "width": width, "height": height}
            for crop, width, height in (
                ("", 1280, 853), ("16x9", 1280, 720), ("16x9", 1920, 1080),
                ("4x3", 1280, 960), ("1x1", 1200, 1200),
            )
        ]  # fmt: skip
        cls.photo = Photo.objects.create(
            sha256="0" * 64, width=9, height=6, caption="A quay", credit_line="AP/Name",
            alt_text="Boats", renditions=made,
        )  # fmt: skip
        cls.agency = make.contributor(name="AP", kind="agency")
        cls.article = make.article(
            headline="A ship came in", standfirst="In short.", lead_photo=cls.photo,
            source_agency=cls.agency, body="<p>One two three.</p>",
        )  # fmt: skip
        cls.writer = make.contributor(name="Ada Byron")
        Byline.objects.create(article=cls.article, contributor=cls.writer)
        Tagging.objects.create(article=cls.article, topic=make.topic(name="Harbour"))
        cls.address = f"{settings.SITE_URL}{cls.article.get_absolute_url()}"

    def test_a_story_tells_machines_what_it_tells_readers(self):
        story, crumbs = data_of(self.client.get(self.article.get_absolute_url()))
        for name, value in {
            "@type": "NewsArticle",
            "headline": "A ship came in",
            "description": "In short.",
            "url": self.address,
            "mainEntityOfPage": self.address,
            "keywords": ["Harbour"],
            "wordCount": 3,
            "isAccessibleForFree": True,
            "inLanguage": "en",
        }.items():
            self.assertEqual(story[name], value)
        self.assertEqual(
            [(one["@type"], one["name"]) for one in story["author"]],
            [("Person", "Ada Byron"), ("Organization", "AP")],
        )
        self.assertEqual(
            [(one["url"], one["width"], one["height"]) for one in story["image"]],
            [
                (f"{settings.SITE_URL}/media/16x9.jpg", 1280, 720),
                (f"{settings.SITE_URL}/media/4x3.jpg", 1280, 960),
                (f"{settings.SITE_URL}/media/1x1.jpg", 1200, 1200),
            ],
        )
        self.assertEqual(crumbs["itemListElement"][2]["item"], self.address)

    def test_what_is_shared_elsewhere_has_its_words_and_its_picture(self):
        said = said_by(self.client.get(self.article.get_absolute_url()))
        for name, value in {
            "og:type": "article",
            "og:title": "A ship came in",
            "og:url": self.address,
            "og:image": f"{settings.SITE_URL}/media/16x9.jpg",
            "og:image:height": "720",
            "og:image:alt": "Boats",
            "twitter:card": "summary_large_image",
            "robots": "max-image-preview:large",
        }.items():
            self.assertEqual(said[name], value)

    def test_a_photo_whose_rights_have_ended_is_told_to_no_machine(self):
        Photo.objects.update(rights_end=timezone.now() - timedelta(minutes=1))
        page = self.client.get(self.article.get_absolute_url())
        [image] = data_of(page)[0]["image"]
        self.assertIn("/static/icons/512", image["url"])
        self.assertEqual(said_by(page)["og:image"], image["url"])
        self.assertNotContains(page, ".jpg")

    def test_a_story_without_photo_and_writer_is_the_paper_s(self):
        bare = make.article(standfirst="")
        [story, _crumbs] = data_of(self.client.get(bare.get_absolute_url()))
        self.assertNotIn("description", story)
        logo = story["publisher"].pop("logo")
        self.assertEqual(story["author"], [story["publisher"]])
        self.assertEqual(story["image"], [logo])

    def test_what_was_wrong_with_a_story_is_told(self):
        made = publishing.correct(
            self.article, by=make.user("Editor"), kind="correction",
            sentence="It was two ships.", place="top",
        )  # fmt: skip
        [story, _crumbs] = data_of(self.client.get(self.article.get_absolute_url()))
        [told] = story["correction"]
        self.assertEqual(told["@type"], "CorrectionComment")
        self.assertEqual(told["text"], "It was two ships.")
        self.assertEqual(told["url"], f"{self.address}#correction-{made.pk}")
        bare = data_of(self.client.get(make.article().get_absolute_url()))[0]
        self.assertNotIn("correction", bare)

    def test_a_section_tells_its_list(self):
        section = self.article.section
        listed, _crumbs = data_of(self.client.get(section.get_absolute_url()))
        [only] = listed["mainEntity"]["itemListElement"]
        self.assertEqual(only["url"], self.address)

    def test_t07_hostile_words_end_no_element(self):
        plain = Markup(
            self.client.get(make.article().get_absolute_url()).content.decode()
        )
        for words in [*VECTORS, "</script><b>", "<!--<script>", "\u2028"]:
            made = make.article(headline=words, standfirst=words)
            page = self.client.get(made.get_absolute_url())
            [story, _crumbs] = data_of(page)
            self.assertEqual(story["headline"], words)
            shown = Markup(page.content.decode())
            self.assertLessEqual(shown.names, plain.names | {"p"})
            scripts = [own for name, own in shown.elements if name == "script"]
            self.assertEqual(len([own for own in scripts if "src" not in own]), 1)

    def test_a_refused_comment_s_page_tells_the_same(self):
        page = post(self.client, self.article, comment="")
        self.assertEqual(page.status_code, 422)
        self.assertEqual(data_of(page)[0]["keywords"], ["Harbour"])
