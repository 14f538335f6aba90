from datetime import timedelta
from unittest import mock

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.admin import searching
from articles.admin.desk import CappedPaginator
from tests import make


class ListTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make.user("Editor")

    def setUp(self):
        self.client.force_login(self.editor)

    def test_it_is_searched_by_the_words_of_the_text(self):
        found = make.article(headline="Found", body="<p>An unmistakable word.</p>")
        make.article(headline="Other")
        address = reverse("admin:articles_article_changelist")

        page = self.client.get(address, {"q": "unmistakable"})

        self.assertContains(page, found.headline)
        self.assertNotContains(page, "Other")

    def test_t55_odd_questions_never_break_it(self):
        for model in ("article", "photo", "contributor", "topic", "section", "page"):
            address = reverse(f"admin:articles_{model}_changelist")
            for query in (
                "q=%00", "q=a%00b", "p=999", "p=x", "o=1.2.3", "all=", "_facets=True",
                "status__exact=%00", "_connector=x", "q=" + "a" * 5000, "q=%FF",
                "section__id__exact=x", "e=1", "__=1",
            ):  # fmt: skip
                answer = self.client.get(f"{address}?{query}")
                self.assertLess(answer.status_code, 500, f"{model} {query}")

    def test_counting_stops(self):
        section = make.section()
        for _ in range(4):
            make.article(section=section)
        address = reverse("admin:articles_article_changelist")
        self.assertContains(self.client.get(address), "4 stories")
        most, CappedPaginator.most = CappedPaginator.most, 3
        try:
            self.assertContains(self.client.get(address), "More than 3:")
        finally:
            CappedPaginator.most = most

    def test_a_search_that_finds_very_many_shows_the_newest_and_stops_counting(self):
        section = make.section()
        stories = [make.article(body="Common.", section=section) for _ in range(4)]
        address = reverse("admin:articles_article_changelist")
        few = self.client.get(address, {"q": "common"})
        with (
            mock.patch.object(searching, "MOST", 3),
            mock.patch("articles.admin.searching.Found.most", 3),
        ):
            many = self.client.get(address, {"q": "common"})

        self.assertContains(few, "4 stories")
        self.assertContains(many, "More than 3:")
        newest = [story.pk for story in many.context["cl"].result_list]
        self.assertEqual(newest, sorted((one.pk for one in stories), reverse=True))

    def test_what_is_known_to_be_in_very_many_is_not_counted(self):
        section = make.section()
        for _ in range(8):
            make.article(body="Common.", section=section)
        address = reverse("admin:articles_article_changelist")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE articles_article")
        with (
            mock.patch.object(searching, "MOST", 3),
            mock.patch("articles.admin.searching.Found.most", 3),
            CaptureQueriesContext(connection) as queries,
        ):
            many = self.client.get(address, {"q": "common"})
            none = self.client.get(address, {"q": "the"})

        self.assertContains(many, "More than 3:")
        self.assertEqual(len(many.context["cl"].result_list), 8)
        self.assertContains(none, "0 stories")
        counts = [query["sql"] for query in queries if "LIMIT 4" in query["sql"]]
        self.assertEqual(len(counts), 1, "only that of the word that none hold")
        self.assertIn("'the'", counts[0])

    def test_no_text_is_read_for_the_list_and_nothing_is_counted_whole(self):
        make.article()
        with CaptureQueriesContext(connection) as queries:
            self.client.get(reverse("admin:articles_article_changelist"))

        for query in queries:
            self.assertNotIn('"articles_article"."body"', query["sql"])
            if "COUNT(" in query["sql"]:
                self.assertIn("LIMIT 5001", query["sql"])

    def test_names_are_found_by_any_part_while_typing(self):
        found = make.contributor(name="Zoë Tremblay")
        make.contributor(name="Another")
        question = {
            "app_label": "articles",
            "model_name": "byline",
            "field_name": "contributor",
            "term": "trem",
        }
        answer = self.client.get(reverse("admin:autocomplete"), question)
        self.assertEqual([r["text"] for r in answer.json()["results"]], [found.name])

        odd = self.client.get(reverse("admin:autocomplete"), question | {"term": "\0"})
        self.assertLess(odd.status_code, 500)

    def test_a_scheduled_story_says_when(self):
        moment = timezone.now() + timedelta(days=2)
        make.article(headline="Later", published_at=moment)

        page = self.client.get(reverse("admin:articles_article_changelist"))

        self.assertContains(page, "Scheduled")

    def test_every_list_is_read_in_arabic_where_one_and_two_are_words(self):
        photos = [make.photo() for _ in range(4)]
        for number, photo in enumerate(photos):
            for _ in range(number):
                make.article(lead_photo=photo, headline="Ends in English.")
        self.client.force_login(make.user("Managing editor", language="ar"))
        for model in ("article", "photo", "contributor", "section", "topic", "page"):
            address = reverse(f"admin:articles_{model}_changelist")
            self.assertEqual(self.client.get(address).status_code, 200, model)
