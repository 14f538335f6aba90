"""Places in lists that somebody made up, or whose story is gone meanwhile."""

import html
from datetime import UTC, datetime, timedelta
from unittest.mock import patch
from urllib.parse import urlencode

from django.test import TestCase
from django.utils import timezone

from articles import publishing, search
from articles.cursors import Cursor
from articles.models import Article, Byline, Tagging
from articles.views import archive, reading, topics
from tests import make
from tests.markup import Markup

DAY = datetime(2024, 5, 6, 12, tzinfo=UTC)
FORGED = (
    *("x", ".", "..", "1.2.3", "-1.0", "1.-1", "1", "1.", ".1", "NaN.1", "1e9.1"),
    *("9" * 30 + ".1", "1." + "9" * 30, "9" * 20_000, "١.٢", "²._", "\x00", "0.0\n"),
    *("' OR 1=1 --", "<script>.1", "253402300799999999.1", "253402300800000000.1"),
)


def withdrawn(story, editor):
    publishing.withdraw(story, by=editor)


def killed(story, editor):
    publishing.kill(story, by=editor)


def taken_back(story, editor):
    publishing.unpublish(story, by=editor)


def expired(story, _editor):
    past = timezone.now() - timedelta(minutes=1)
    Article.objects.filter(pk=story.pk).update(expires_at=past)


def deleted(story, _editor):
    story.delete()


class CursorTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.chief = make.user(is_superuser=True)
        section, topic, writer = make.section(), make.topic(), make.contributor()
        cls.stories = []
        # The newest last, so that search, which puts the last made first, agrees.
        for number in reversed(range(5)):
            story = make.article(
                section=section,
                published_at=DAY - timedelta(minutes=number),
                body="<p>A harbour.</p>",
            )
            Byline.objects.create(article=story, contributor=writer)
            Tagging.objects.create(article=story, topic=topic)
            cls.stories.insert(0, story)
        cls.lists = [
            *(place.get_absolute_url() for place in (section, writer, topic)),
            *("/2024/05/06/", "/search/?q=harbour"),
        ]

    def setUp(self):
        for module in (archive, reading, search, topics):
            self.enterContext(patch.object(module, "PER_PAGE", 2))

    def read(self, address):
        """Which stories of ours a page lists, in its order, and the page after it."""
        page = self.client.get(address)
        self.assertEqual(page.status_code, 200, address)
        shown = Markup(page.content.decode()).all("a")
        links = [link["href"] for link in shown if "href" in link]
        ours = [story.get_absolute_url() for story in self.stories]
        listed = dict.fromkeys(link for link in links if link in ours)
        [after] = [link["href"] for link in shown if link.get("rel") == "next"] or [""]
        query = html.unescape(after)
        return list(listed), query and address.partition("?")[0] + query

    def goes_on(self, goes):
        """Each list after its second story, before that is gone and after it."""
        gone = self.stories[1]
        older = [self.read(address)[1] for address in self.lists]
        left = [story.get_absolute_url() for story in self.stories[2:4]]
        for address in older:
            self.assertEqual(self.read(address)[0], left, address)
        goes(Article.objects.get(pk=gone.pk), self.chief)
        for address in older:
            self.assertEqual(self.read(address)[0], left, address)
        for address in self.lists:
            self.assertNotIn(gone.get_absolute_url(), self.read(address)[0])

    def test_a_list_goes_on_behind_a_story_that_was_withdrawn(self):
        self.goes_on(withdrawn)

    def test_a_list_goes_on_behind_a_story_that_was_killed(self):
        self.goes_on(killed)

    def test_a_list_goes_on_behind_a_story_that_was_taken_back(self):
        self.goes_on(taken_back)

    def test_a_list_goes_on_behind_a_story_that_has_expired(self):
        self.goes_on(expired)

    def test_a_list_goes_on_behind_a_story_that_was_deleted(self):
        self.goes_on(deleted)

    def test_a_list_ends_behind_its_last_story(self):
        for address in self.lists[:4]:
            before = Cursor.at(self.stories[4])
            self.assertEqual(self.read(f"{address}?before={before}"), ([], ""))

    def test_a_forged_place_is_answered_like_any_other(self):
        for address in self.lists:
            first = self.read(address)[0]
            for cursor in FORGED:
                asked = urlencode({"before": cursor, "after": cursor})
                joint = "&" if "?" in address else "?"
                listed = self.read(f"{address}{joint}{asked}")[0]
                self.assertIn(listed, (first, []), (address, cursor[:50]))
