"""Pieces of pages that are kept: made once, and never old."""

from datetime import timedelta

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from articles.latest import LEADING
from articles.models import Article, Page, Photo, Section
from newsroom.pages.store import pieces, store
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

        # The card, and the top of the page in which it stands.
        self.assertEqual(len(pieces), made + 2)

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

    def test_a_sections_place_shows_every_change_at_once(self):
        section, picture = self.article.section, self.photo
        below = self.article.published_at - timedelta(hours=1)
        for _ in range(LEADING):
            make.article(section=section)
        seen = make.article(
            published_at=below, lead_photo=picture, section=section, headline="The pier"
        )
        self.assertIn("The pier", self.front())
        for model, pk, changes in (
            (Article, seen.pk, {"headline": "The mole"}),
            (Section, section.pk, {"name": "Ashore"}),
            (Photo, picture.pk, {"alt_text": "A mole."}),
        ):
            model.objects.filter(pk=pk).update(**changes)
            self.assertIn(*changes.values(), self.front())
        comment = make.comment("approved", article=seen)
        self.assertIn("1 comment<", self.front())
        Photo.objects.filter(pk=picture.pk).update(rights_end=comment.submitted_at)
        self.assertNotIn("A mole.", self.front())

    def test_the_stories_of_a_place_that_is_kept_are_not_read(self):
        for _ in range(LEADING + 2):
            make.article(section=self.article.section)

        self.assertEqual(self.read_whole(), self.read_whole() + 1)

    def read_whole(self):
        store.plain.clear()
        with CaptureQueriesContext(connection) as asked:
            self.front()
        return sum("standfirst" in query["sql"] for query in asked.captured_queries)

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
