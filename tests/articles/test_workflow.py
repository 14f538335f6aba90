"""Stories by where they stand, and acts as buttons: on the form and in the list."""

from datetime import timedelta
from unittest.mock import patch

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.admin import standing
from articles.models import Article
from newsroom.postgres.statements import Statement
from tests import make
from tests.articles.admin import change, filled

LIST = reverse("admin:articles_article_changelist")
NOW = timezone.now()
BUTTONS = {
    "draft": {"submit", "publish", "schedule"},
    "in_review": {"publish", "schedule", "unpublish"},
    "scheduled": {"publish", "schedule", "unpublish", "withdraw"},
    "live": {"plan", "unpublish", "withdraw"},
    "withdrawn": {"publish", "schedule", "unpublish"},
}


def one_of_each():
    return {
        "draft": make.draft(),
        "in_review": make.draft(status="in_review"),
        "scheduled": make.article(published_at=NOW + timedelta(days=1)),
        "live": make.article(),
        "expired": make.article(expires_at=NOW - timedelta(minutes=1)),
        "withdrawn": make.article(status="withdrawn"),
        "killed": make.article(status="killed"),
    }


class TabTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make.user("Editor")

    def setUp(self):
        self.client.force_login(self.editor)

    def tabs(self, **asked):
        page = self.client.get(LIST, asked)
        return {tab.address: tab for tab in page.context["cl"].tabs()}

    def test_each_story_stands_under_its_tab_and_is_counted_there(self):
        stories = one_of_each()
        for name, story in stories.items():
            page = self.client.get(LIST, {"standing": name})
            self.assertEqual([*page.context["cl"].result_list], [story], name)
        _mine, *tabs = self.tabs().values()
        self.assertEqual([tab.shown for tab in tabs], [1] * len(stories))

    def test_the_open_tab_says_so_and_keeps_what_was_searched(self):
        make.draft(headline="Findable")
        page = self.client.get(LIST, {"standing": "draft", "q": "findable"})
        self.assertContains(page, 'aria-current="page">Draft')
        self.assertContains(page, "standing=live")
        self.assertIn("q=findable", str(page.context["cl"].tabs()[1].address))

    def test_counting_ends_at_the_cap_in_one_query(self):
        section = make.section()
        for _ in range(4):
            make.draft(section=section)
        # Written anew, for the cap stands in the statement.
        counted = {True: Statement(lambda: standing.counted(sees_all=True))}
        with patch.multiple(standing, MOST=3, COUNTED=counted):
            page = self.client.get(LIST)
            with CaptureQueriesContext(connection) as queries:
                tabs = page.context["cl"].tabs()

        self.assertContains(page, "3+</span>")
        self.assertEqual(tabs[1].counted, 4)
        [query] = queries.captured_queries
        self.assertEqual(query["sql"].count("LIMIT 4"), len(standing.STANDINGS))

    def test_a_reporter_counts_only_what_they_see(self):
        reporter = make.user("Reporter")
        make.draft()
        make.draft(created_by=reporter)
        make.article(created_by=reporter)
        self.client.force_login(reporter)

        self.assertEqual(
            [tab.shown for tab in self.tabs().values()], [1, 1, 0, 0, 0, 0, 0]
        )

    def test_an_unknown_tab_is_all_of_them(self):
        make.draft()
        for odd in ("x", "\0", "killed'--", ""):
            self.assertLess(self.client.get(LIST, {"standing": odd}).status_code, 500)


class ButtonTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.people = {
            name: make.user(name) for name in ("Reporter", "Editor", "Managing editor")
        }

    def buttons(self, story, group):
        self.client.force_login(self.people[group])
        page = self.client.get(change(story))
        kinds = [act for act, _label in page.context["acts"]]
        for act in kinds:
            self.assertContains(page, f'name="act" value="{act}"')
        return {*kinds} | {act for act, _label in page.context["grave_acts"]}

    def test_each_standing_has_its_buttons(self):
        stories = one_of_each()
        for name, buttons in BUTTONS.items():
            with self.subTest(name):
                story = stories[name]
                self.assertEqual(self.buttons(story, "Editor"), buttons)
                managing = self.buttons(story, "Managing editor")
                self.assertEqual(managing, buttons | {"kill"})

    def test_a_reporter_sees_only_what_a_reporter_may(self):
        story = make.draft(created_by=self.people["Reporter"])
        self.assertEqual(self.buttons(story, "Reporter"), {"submit"})

    def test_a_story_that_is_out_has_a_button_for_each_kind_of_change(self):
        self.client.force_login(self.people["Editor"])
        page = self.client.get(change(make.article()))
        for kind in ("typo", "update", "correction"):
            self.assertContains(page, f'name="change" value="{kind}"')
        self.assertNotContains(page, 'name="_save"')

    def test_taking_a_story_down_does_not_ask_what_the_change_is(self):
        self.client.force_login(self.people["Editor"])
        story = make.article()
        words = filled(story, body="<p>Half a sent</p>", change="", act="withdraw")
        self.client.post(change(story), words)
        self.assertEqual(Article.objects.get(pk=story.pk).status, "withdrawn")

    def test_a_press_after_a_colleagues_keeps_the_words_and_explains(self):
        story = make.draft()
        self.client.force_login(self.people["Editor"])
        publishing.publish(Article.objects.get(pk=story.pk), by=self.people["Editor"])
        answer = self.client.post(
            change(story), filled(story, act="submit", body="My very own words.")
        )
        self.assertContains(answer, "Perhaps a colleague was faster.")
        self.assertContains(answer, "My very own words.")

    def test_a_permission_taken_away_meanwhile_keeps_the_words_and_explains(self):
        story = make.draft(created_by=self.people["Editor"])
        self.people["Editor"].groups.set([])
        self.people["Editor"].groups.add(*self.people["Reporter"].groups.all())
        self.client.force_login(self.people["Editor"])
        answer = self.client.post(
            change(story), filled(story, act="publish", body="My very own words.")
        )
        self.assertContains(answer, "no longer yours to do")
        self.assertContains(answer, "My very own words.")
