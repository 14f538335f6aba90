"""Where no page can have changed, one small question answers for all of them."""

import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from types import ModuleType

from django.db import connection, transaction
from django.test import Client, SimpleTestCase, TestCase

import articles.pages
from articles import publishing
from articles.models import (
    Article,
    Digest,
    Illustration,
    Page,
    Photo,
    Translation,
)
from comments import moderation
from comments.models import Comment, CommentPolicy, Guideline
from comments.views import count, feed, guidelines
from newsroom import pages
from newsroom.models import Pulse
from newsroom.pages.validator import Moment, Validator
from tests import make, posting
from tests.committed import CommittedTestCase

MODULES = (articles.pages, count, feed, guidelines)
ACTS = {"insert", "update", "delete", "truncate"}
FOLLOWED = """
SELECT relname, array_agg(split_part(tgname, '_', 2)) FROM pg_trigger
JOIN pg_class ON pg_class.oid = tgrelid
WHERE tgfoid = 'newsroom_beat'::regproc AND tgenabled = 'O' GROUP BY relname
"""
COMPARED = r'"(\w+)" (<=|>) \(?CURRENT_TIMESTAMP\)?'
CASE = r"CASE WHEN ((?:(?!CASE WHEN).)*?) <= \(CURRENT_TIMESTAMP\) THEN"
# Kept by a trigger: when their story is published.
SAME = {"listed_at": "published_at"}


def declared(module: ModuleType) -> list[pages.Page]:
    return [each for each in vars(module).values() if isinstance(each, pages.Page)]


PAGES = [page for module in MODULES for page in declared(module)]


def followed() -> dict[str, set[str]]:
    with connection.cursor() as cursor:
        cursor.execute(FOLLOWED)
        return {table: set(acts) for table, acts in cursor.fetchall()}


class PageTests(TestCase):
    def test_all_that_a_page_is_made_of_is_followed(self):
        known = followed()
        self.assertGreater(len(PAGES), 20)
        for page in PAGES:
            statement = page.question.statement_to_make.sql
            tables = set(re.findall(r'(?:FROM|JOIN) "(\w+)"', statement))
            for table in tables - {"newsroom_pulse"}:
                with self.subTest(f"{page.question.page}: {table}"):
                    self.assertEqual(known.get(table), ACTS)

    def test_all_that_changes_by_itself_has_its_moment(self):
        for page in PAGES:
            statement = page.question.statement_to_make.sql
            values, moments = statement.split(', CURRENT_TIMESTAMP AS "page_now", ')
            moments, rest = moments.split(' AS "page_next", ')
            with self.subTest(page.question.page):
                timed = {column for column, _sign in re.findall(COMPARED, values)}
                # A page that is not there yet is not kept; one that ends may be.
                timed |= {of for of, sign in re.findall(COMPARED, rest) if sign == ">"}
                known = set(re.findall(r'"(\w+)"', moments))
                self.assertLessEqual({SAME.get(of, of) for of in timed}, known)

                left = re.sub(COMPARED, "", values)
                for compared in re.findall(CASE, left):
                    self.assertIn(compared, moments)
                self.assertNotIn("CURRENT_TIMESTAMP", re.sub(CASE, "", left))


class ChangeTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.draft = make.draft(lead_photo=make.photo())
        story = make.article(section=make.section())
        story.topics.add(make.topic())
        story.bylines.create(contributor=make.contributor())
        Digest.objects.create(article=story, related=[])
        Illustration.objects.create(article=story, photo=make.photo())
        Translation.objects.create(article=story)
        make.comment("approved", article=story)
        make.comment("held", article=story)
        Page.objects.create(slug="imprint", title="Imprint")

    def setUp(self):
        # Once is enough for a transaction, and this one's has been.
        Pulse.objects.all().delete()

    def is_felt(self, change: Callable[[], object]) -> bool:
        before = Moment.this().pulse
        change()
        return Moment.this().pulse != before

    def written(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            self.assertTrue(cursor.rowcount, statement)

    def test_a_change_of_any_row_is_felt_whoever_makes_it(self):
        with connection.cursor() as cursor:
            key_of = partial(connection.introspection.get_primary_key_column, cursor)
            for table in followed():
                with self.subTest(table):
                    key = key_of(table)
                    same = f"UPDATE {table} SET {key} = {key}"  # noqa: S608
                    self.assertTrue(self.is_felt(partial(self.written, same)))

    def test_what_readers_do_not_see_is_not_felt(self):
        for unseen in (
            "UPDATE articles_article SET headline = 'x' WHERE status = 'draft'",
            "UPDATE comments_comment SET calmness = 0 WHERE status = 'held'",
        ):
            self.assertFalse(self.is_felt(partial(self.written, unseen)))

    def test_what_comes_into_sight_and_what_leaves_it_is_felt(self):
        held, guideline = Comment.objects.get(status="held"), Guideline.objects.first()

        def decide(status, **why):
            held.refresh_from_db()
            moderation.decide(held, status, by=moderation.By(policy="test"), **why)

        story = Article.objects.get(status="published")
        for change in (
            partial(decide, "approved"),
            partial(decide, "rejected", guideline=guideline),
            partial(publishing.withdraw, story, by=make.user()),
            partial(publishing.publish, story, by=make.user()),
        ):
            self.assertTrue(self.is_felt(change), change)
        self.assertFalse(self.is_felt(partial(decide, "spam")))

    def test_what_does_not_come_about_is_not_felt(self):
        before = Moment.this().pulse
        with transaction.atomic():
            Article.objects.update(headline="Another")
            self.assertNotEqual(Moment.this().pulse, before)
            transaction.set_rollback(True)
        self.assertEqual(Moment.this().pulse, before)


class MomentTests(SimpleTestCase):
    now = datetime(2026, 5, 1, 12, tzinfo=UTC)
    second = timedelta(seconds=1)

    def at(self, moment, pulse="a", ahead=None):
        known = Validator({"fact": 1}, self.now, ahead, "a")
        return known.at(Moment(moment, pulse))

    def test_while_nothing_changes_a_page_is_what_it_was(self):
        later = self.at(self.now + self.second)
        self.assertEqual(
            (later.now, later.facts), (self.now + self.second, {"fact": 1})
        )

    def test_a_change_anywhere_sends_to_the_pages_own_question(self):
        self.assertIsNone(self.at(self.now, pulse="b"))
        self.assertIsNone(self.at(self.now, pulse=None))

    def test_so_does_the_moment_at_which_it_changes_by_itself(self):
        noon = self.now + self.second
        self.assertIsNotNone(self.at(self.now, ahead=noon))
        self.assertIsNone(self.at(noon, ahead=noon))


class CommittedTests(CommittedTestCase):
    def test_two_who_write_at_once_do_not_wait_for_each_other(self):
        photos = [make.photo(), make.photo()]
        before = Moment.this().pulse
        both, marks = threading.Barrier(2, timeout=20), []

        def write(photo):
            try:
                with transaction.atomic():
                    Photo.objects.filter(pk=photo.pk).update(caption="Now")
                    both.wait()
                    # Written, and not committed by either.
                    marks.append(Moment.this().pulse)
                    both.wait()
            finally:
                connection.close()

        threads = [threading.Thread(target=write, args=[photo]) for photo in photos]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        self.assertEqual(len({before, Moment.this().pulse, *marks}), 4)
        self.assertEqual(Pulse.objects.count(), 2)

    def test_what_is_posted_and_held_is_not_felt(self):
        CommentPolicy.objects.update(seconds_between=0)
        story = make.article()
        before = Moment.this().pulse
        self.assertEqual(posting.post(Client(), story).status_code, 303)
        self.assertEqual(Moment.this().pulse, before)
        moderation.decide(
            Comment.objects.get(), "approved", by=moderation.By(policy="x")
        )
        self.assertNotEqual(Moment.this().pulse, before)
