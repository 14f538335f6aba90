import re
from datetime import timedelta

from django.test import TestCase
from django.utils import timezone, translation

from articles.models import Article, Byline, Photo
from articles.templatetags.pictures import stated
from tests import make


def photo(**fields):
    made = [
        {
            "crop": crop,
            "width": width,
            "height": width // 2,
            "format": kind,
            "name": f"{crop}{width:032x}.{kind}",
            "bytes": 1,
        }
        for kind in ("avif", "jpeg")
        for crop in ("", "16x9", "1x1")
        for width in (320, 640)
    ]
    row = {
        "sha256": "0" * 64,
        "width": 2000,
        "height": 1000,
        "caption": "Men remove a banner in “Anbar”.",
        "credit_line": "AP Photo/Felipe Dana",
        "alt_text": "Two men <pull> at a banner",
        "renditions": made,
        **fields,
    }
    return Photo.objects.create(**row)


class StoryPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.agency = make.contributor(name="DPA", kind="agency")
        cls.article = make.article(
            headline="“Quoted” 100% headline",
            standfirst="What it is about.",
            dateline="Anbar",
            body="<p>“We will,” he said.</p>",
            source_agency=cls.agency,
            lead_photo=photo(),
        )
        Byline.objects.create(
            article=cls.article,
            contributor=make.contributor(name="Zoë Tremblay"),
            role="reported",
        )

    def page(self, article=None):
        answer = self.client.get((article or self.article).get_absolute_url())
        self.assertEqual(answer.status_code, 200)
        return answer.content.decode()

    def element(self, tag, page=None, holding=""):
        """The first element of a kind (that holds some words), as it is written."""
        found = re.findall(rf"<{tag}\b.*?</{tag}>", page or self.page(), re.DOTALL)
        return next(one for one in found if holding in one)

    def test_what_stands_over_the_text(self):
        head = self.element("header", holding="<h1")

        self.assertIn(f">{self.article.section.name}</a>", head)
        self.assertIn(">“Quoted” 100% headline</h1>", head)
        self.assertIn("What it is about.", head)

    def test_who_wrote_it_and_where_it_came_from(self):
        byline = self.element("p", holding="Zoë Tremblay")
        self.assertIn("Reported by", byline)
        self.assertIn('rel="author"', byline)

        self.assertRegex(self.page(), r"Anbar</span>\s+\(<a [^>]+><bdi>DPA</bdi></a>\)")

    def test_the_text_follows_its_dateline(self):
        prose = self.page().partition('<div class="prose">')[2]

        self.assertLess(prose.index("Anbar"), prose.index("“We will,” he said."))

    def test_its_time_and_an_editorial_update_but_no_other_save(self):
        moment = self.article.published_at
        stamp = f'datetime="{moment.isoformat(timespec="seconds")}'[:29]
        self.assertIn(stamp, self.page())
        Article.objects.filter(pk=self.article.pk).update(standfirst="Other.")
        self.assertNotIn("Updated", self.page())

        Article.objects.filter(pk=self.article.pk).update(updated_at=timezone.now())

        self.assertIn("Updated <time", self.page())

    def test_the_lead_photo_with_all_that_must_be_said(self):
        figure = self.element("figure")

        self.assertIn('alt="Two men &lt;pull&gt; at a banner"', figure)
        self.assertIn("Men remove a banner in “Anbar”.", figure)
        self.assertIn("(AP Photo/Felipe Dana)", figure)
        self.assertIn('width="272" height="136"', figure)
        source, image = figure.split("<img")
        for width in (320, 640):
            self.assertIn(f"/media/{width:032x}.avif {width}w", source)
            self.assertIn(f"/media/{width:032x}.jpeg {width}w", image)
        self.assertIn(f'src="/media/{640:032x}.jpeg"', image)
        self.assertIn('fetchpriority="high"', image)
        self.assertNotIn("lazy", image)

    def test_a_stated_size_fits_a_phone_and_keeps_room_to_the_pixel(self):
        """Less than three pixels is no shift, as browsers count it."""
        largest = 992
        for width in (1, 2, 271, 273, 640, 1280, 1999, 4096):
            for height in (4, 213, 853, 1281, 4095):
                told = stated(width, height)
                self.assertLessEqual(told["width"], min(width, 272))
                room = largest * told["height"] / told["width"]
                kept = largest * height / width
                self.assertLess(abs(room - kept), max(3, kept / 1000), (width, height))

    def test_cards_show_the_crop_made_for_them_and_the_whole_while_there_is_none(self):
        self.assertContains(self.client.get("/"), f"/media/16x9{640:032x}.avif 640w")
        listed = self.client.get(self.article.section.get_absolute_url())
        self.assertContains(listed, f"/media/{640:032x}.avif 640w")
        self.assertContains(listed, 'loading="lazy"')

    def test_a_photo_whose_rights_have_ended_is_on_no_page(self):
        past = timezone.now() - timedelta(minutes=1)
        Photo.objects.update(rights_end=past)

        for address in ("/", self.article.get_absolute_url()):
            page = self.client.get(address).content.decode()
            self.assertNotIn("/media/", page)
            self.assertNotIn("Felipe Dana", page)

    def test_a_photo_not_made_yet_leaves_no_broken_picture(self):
        Photo.objects.update(renditions=[])

        self.assertNotIn("<img", self.page())

    def test_a_story_with_nothing_but_words_has_no_empty_places(self):
        page = self.page(make.article())

        for absent in ("<figure", "standfirst", "dateline", "byline", "Updated"):
            self.assertNotIn(absent, page)

    def test_an_arabic_story_reads_from_the_right_among_english_neighbours(self):
        moment = self.article.published_at + timedelta(minutes=1)
        article = make.article(
            headline="قرية تطفئ أنوارها", language="ar", published_at=moment
        )
        page = self.page(article)

        self.assertRegex(page, r'<html lang="ar" dir="rtl"')
        near = self.element("nav", page, holding=self.article.headline)
        self.assertRegex(near, r'<strong lang="en"><bdi dir="ltr">“Quoted”')
        answer = self.client.get(article.get_absolute_url())
        self.assertEqual(answer["Content-Language"], "ar")
        other = self.element("nav", self.page(), holding="قرية")
        self.assertIn('<strong lang="ar"><bdi dir="rtl">قرية', other)

    def test_the_language_of_staff_does_not_reach_it(self):
        plain = self.page()
        with translation.override("ar"):
            self.assertEqual(self.page(), plain)
