"""What an editor changes of the paper itself: its colours, its links."""

from django.core.exceptions import ValidationError
from django.test import TestCase
from django.urls import reverse

from articles import colours
from articles.models import Link, Publication, Section
from newsroom.pages.store import store
from tests import make

NO_LINKS = {"links-TOTAL_FORMS": "0", "links-INITIAL_FORMS": "0"}


class ColourTests(TestCase):
    def setUp(self):
        store.clear()
        self.client.force_login(make.user("Managing editor"))
        self.address = reverse("admin:articles_publication_change", args=[1])

    def give(self, **fields):
        plain = {"name": "Paper", "language": "en", "crawlers": "welcome"}
        return self.client.post(self.address, NO_LINKS | plain | fields)

    def test_contrast_is_what_the_formula_says(self):
        self.assertAlmostEqual(colours.contrast("#000000", "#ffffff"), 21)
        self.assertAlmostEqual(colours.contrast("#777777", "#ffffff"), 4.48, 2)

    def test_a_colour_that_cannot_be_read_is_refused_with_its_figure(self):
        answer = self.give(light_colour="#ffcc00", dark_colour="#86d3ac")
        self.assertContains(answer, "1.3 to 1; words need 4.5")
        answer = self.give(light_colour="red", dark_colour="#86d3ac")
        self.assertContains(answer, "Write a colour like #0a5b3d.")
        answer = self.give(light_colour="#003366", dark_colour="")
        self.assertContains(answer, "Give a colour for both, or for neither.")
        self.assertEqual(Publication.objects.get().light_colour, "")

    def test_the_papers_own_colours_reach_its_pages_at_once(self):
        self.assertNotContains(self.client.get("/"), "colours.css")
        answer = self.give(light_colour="#003366", dark_colour="#99ccff")
        self.assertEqual(answer.status_code, 302)

        self.assertContains(self.client.get("/"), 'href="/colours.css?')
        sheet = self.client.get("/colours.css").content.decode()
        self.assertIn("--accent: light-dark(#003366, #99ccff);", sheet)
        self.assertIn("--on-accent: light-dark(#ffffff, #0c1a13);", sheet)


class LinkTests(TestCase):
    def setUp(self):
        store.clear()
        make.section(name="News", slug="news")
        self.front = self.client.get("/")

    def test_links_stand_where_the_editor_put_them(self):
        for place in ("navigation", "footer", "social"):
            Link.objects.create(place=place, label=f"To {place}", url=f"/to/{place}/")

        page = self.client.get("/")

        self.assertNotEqual(page["ETag"], self.front["ETag"])
        for place in ("navigation", "footer", "social"):
            self.assertContains(page, f'href="/to/{place}/"', count=1)
        self.assertContains(page, 'rel="me"', count=1)
        Link.objects.all().delete()
        self.assertNotEqual(self.client.get("/")["ETag"], page["ETag"])

    def test_a_section_may_stay_out_of_the_navigation(self):
        self.assertContains(self.front, 'href="/news/"')
        Section.objects.update(in_navigation=False)
        self.assertNotContains(self.client.get("/"), '<li><a href="/news/"')
        self.assertEqual(self.client.get("/news/").status_code, 200)
        self.assertContains(self.client.get("/search/"), 'value="news"')

    def test_a_link_leads_to_a_page_of_ours_or_to_a_whole_address(self):
        for url in ("javascript:alert(1)", "//evil.example", "/\\evil", "x", "data:,"):
            with self.subTest(url), self.assertRaises(ValidationError) as refused:
                Link(place="footer", label="L", url=url).full_clean()
            self.assertIn("Begin with /", str(refused.exception))
        Link(place="footer", label="L", url="https://x.example/").full_clean()
