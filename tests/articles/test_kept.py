"""Pieces of pages that are kept: made once, and never old."""

from datetime import timedelta

from django.test import TestCase

from articles.models import Article, Page, Photo, Section
from newsroom.pages.store import pieces
from tests import make
from tests.articles.test_story_page import photo


class KeptTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.photo = photo()
        cls.article = make.article(headline="The ferry", lead_photo=cls.photo)

    def front(self):
        return self.client.get("/").content.decode()

    def test_a_card_is_made_once(self):
        self.front()
        made = len(pieces)
        # Another front page, with a card more.
        earlier = self.article.published_at - timedelta(hours=1)
        make.article(published_at=earlier, section=self.article.section)
        self.front()

        self.assertEqual(len(pieces), made + 1)

    def test_a_card_shows_every_change_at_once(self):
        self.assertIn("The ferry", self.front())
        for model, pk, changes in (
            (Article, self.article.pk, {"headline": "The harbour"}),
            (Article, self.article.pk, {"standfirst": "It opens."}),
            (Section, self.article.section_id, {"name": "Ashore"}),
            (Photo, self.photo.pk, {"alt_text": "A pier."}),
        ):
            model.objects.filter(pk=pk).update(**changes)
            self.assertIn(*changes.values(), self.front())

    def test_what_stands_around_shows_every_change_at_once(self):
        path = self.article.get_absolute_url()
        self.assertNotIn("Imprint", self.client.get(path).content.decode())
        Page.objects.create(title="Imprint", slug="imprint", body="<p>We.</p>")

        self.assertIn("Imprint", self.client.get(path).content.decode())
        self.assertIn("Imprint", self.front())

    def test_a_list_marks_the_section_that_it_is(self):
        sections = [self.article.section, make.section()]
        for section in [*sections, *sections]:
            page = self.client.get(section.get_absolute_url())
            self.assertContains(
                page,
                f'<a href="{section.get_absolute_url()}" lang="en" aria-current="page">'
                f"{section.name}</a>",
                html=True,
            )
