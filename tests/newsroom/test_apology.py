"""An error page stands in the paper, and speaks the language of what was asked for."""

from unittest.mock import patch
from urllib.parse import quote

from django.db import OperationalError
from django.test import TestCase
from django.urls import reverse

from articles.models import Publication
from tests import make


class ApologyTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.section = make.section(slug="أخبار", name="أخبار", language="ar")
        cls.story = make.article(language="ar", section=cls.section)
        cls.path = cls.story.get_absolute_url()

    def test_it_speaks_the_language_of_its_address(self):
        draft = make.draft(slug="secret", language="ar")
        for address, language in (
            ("/nothing/", "en"),
            ("/a/b/c", "en"),
            ("/ar/nothing/", "ar"),
            ("/de/", "de"),
            (f"/{quote('أخبار')}/nothing/", "ar"),
            (f"{self.path}nothing/", "ar"),
            (f"{self.path}comments/nothing/", "ar"),
            ("/2026/02/30/nothing/", "en"),
            (f"/2026/01/02/{draft.slug}/", "en"),
            ("/comments/1/", "en"),
        ):
            with self.subTest(address):
                page = self.client.get(address)
                self.assertEqual(page.status_code, 404)
                self.assertEqual(page["Content-Language"], language)
                self.assertContains(page, f'<html lang="{language}"', status_code=404)
                self.assertContains(page, self.section.name, status_code=404)
                self.assertIn("no-store", page["Cache-Control"])

    def test_where_no_language_is_known_it_is_the_papers(self):
        Publication.objects.update(language="ar")
        page = self.client.get("/nothing/")
        self.assertContains(page, 'dir="rtl"', status_code=404)

    def test_a_withdrawn_story_is_gone_in_its_own_language(self):
        type(self.story).objects.filter(pk=self.story.pk).update(status="withdrawn")
        page = self.client.get(self.path)
        self.assertContains(page, '<html lang="ar" dir="rtl">', status_code=410)
        self.assertContains(page, self.section.name, status_code=410)

    def test_a_form_from_elsewhere_is_refused_in_the_language_of_its_story(self):
        answer = self.client.post(
            f"{self.path}comments/", {}, headers={"Sec-Fetch-Site": "cross-site"}
        )
        self.assert_refused(answer, 403, "أُرسل هذا النموذج من موقع آخر")

    def test_too_much_is_refused_in_the_language_of_its_story(self):
        answer = self.client.post(
            f"{self.path}comments/",
            {"comment": "x" * 300_000},
            headers={"Sec-Fetch-Site": "same-origin"},
        )
        self.assert_refused(answer, 413, "هذا أطول مما يتسع له تعليق")

    def assert_refused(self, answer, status, words):
        """Within the paper, with a way back to the story."""
        self.assertContains(answer, f"<h1>{words}", status_code=status)
        self.assertContains(answer, self.section.name, status_code=status)
        self.assertContains(answer, f'href="{self.path}#respond"', status_code=status)

    def test_it_costs_few_queries_and_needs_none(self):
        with self.assertNumQueries(4):
            self.client.get(f"{self.path}nothing/")
        with patch("articles.apology.furniture", side_effect=OperationalError):
            page = self.client.get("/nothing/")
        self.assertEqual(page.status_code, 404)
        self.assertContains(page, "There is nothing at this address", status_code=404)

    def test_staff_read_it_in_their_own_language(self):
        user = make.user("Editor", language="ar")
        self.client.force_login(user)
        page = self.client.get(reverse("admin:index") + "nothing/")
        self.assertEqual(page.status_code, 404)
        self.assertContains(page, 'dir="rtl"', status_code=404)
