"""Statements that are written once give what their querysets give."""

from django.core.exceptions import FieldFetchBlocked
from django.db import connection
from django.db.models import BigIntegerField, CharField, F
from django.test import TestCase

from articles.models import Article, Section
from newsroom.postgres.statements import Both, Given, Statement, one_of
from tests import make


class StatementTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.stories = [make.article() for _ in range(3)]

    def test_objects_come_with_what_was_selected_beside_them(self):
        by_slug = Statement(
            lambda: Article.objects.as_cards().filter(slug=Given("slug", CharField()))
        )

        for story in self.stories:
            (found,) = by_slug.ask(slug=story.slug)
            with self.assertNumQueries(0):
                self.assertEqual(found, story)
                self.assertEqual(found.section, story.section)
                self.assertIs(found.photo_over, False)
            with self.assertRaises(FieldFetchBlocked):
                found.body  # noqa: B018 (reading it is the point)

    def test_several_are_found_by_a_list_of_any_length(self):
        several = Statement(
            lambda: (
                Article.objects.filter(one_of(F("pk"), "ids", BigIntegerField))
                .order_by("pk")
                .values_list("pk", "headline")
            )
        )

        for wanted in (self.stories, self.stories[:1], []):
            expected = [(story.pk, story.headline) for story in wanted]
            self.assertEqual(several.ask(ids=[pk for pk, _ in expected]), expected)

    def test_what_belongs_to_a_row_is_asked_with_it(self):
        by_slug = Statement(
            lambda: Article.objects.as_cards().filter(slug=Given("slug", CharField()))
        )
        section = Statement(
            lambda: Section.objects.filter(pk=Given("section", BigIntegerField()))
        )
        both = Both(by_slug, section, section="section_id")

        for story in self.stories:
            with self.assertNumQueries(1):
                found, belonging = both.ask(slug=story.slug)
                self.assertEqual((found, found.section), (story, story.section))
                self.assertEqual(belonging.name, story.section.name)
        self.assertIsNone(both.ask(slug="no such story"))

    def test_nothing_is_nothing(self):
        by_slug = Statement(
            lambda: Article.objects.filter(slug=Given("slug", CharField()))
        )

        self.assertIsNone(by_slug.first(slug="no such story"))

    def test_it_is_planned_once_however_often_it_is_asked(self):
        by_slug = Statement(
            lambda: Article.objects.filter(slug=Given("slug", CharField())).only("pk")
        )

        for story in self.stories:
            self.assertEqual(by_slug.first(slug=story.slug), story)

        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE"
                ' \'SELECT "articles_article"."id" FROM%%slug%%\''
            )
            self.assertEqual(cursor.fetchone(), (1,))
