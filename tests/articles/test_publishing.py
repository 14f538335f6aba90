from datetime import UTC, date, datetime, timedelta

import time_machine
from django.db import IntegrityError, transaction
from django.test import TestCase, override_settings
from django.utils import timezone

from articles import acts, publishing
from articles.models import Article
from articles.models import ArticleStatus as Status
from articles.publishing import Refused
from tests import make

# From, to: what an editor may do; every other pair is refused.
MOVES = {
    (Status.DRAFT, Status.IN_REVIEW): publishing.submit,
    (Status.DRAFT, Status.PUBLISHED): publishing.publish,
    (Status.DRAFT, Status.KILLED): publishing.kill,
    (Status.IN_REVIEW, Status.DRAFT): publishing.unpublish,
    (Status.IN_REVIEW, Status.PUBLISHED): publishing.publish,
    (Status.IN_REVIEW, Status.KILLED): publishing.kill,
    (Status.PUBLISHED, Status.PUBLISHED): publishing.publish,
    (Status.PUBLISHED, Status.DRAFT): publishing.unpublish,
    (Status.PUBLISHED, Status.WITHDRAWN): publishing.withdraw,
    (Status.PUBLISHED, Status.KILLED): publishing.kill,
    (Status.WITHDRAWN, Status.PUBLISHED): publishing.publish,
    (Status.WITHDRAWN, Status.DRAFT): publishing.unpublish,
    (Status.WITHDRAWN, Status.KILLED): publishing.kill,
}
ACTS = {
    Status.IN_REVIEW: publishing.submit,
    Status.PUBLISHED: publishing.publish,
    Status.DRAFT: publishing.unpublish,
    Status.WITHDRAWN: publishing.withdraw,
    Status.KILLED: publishing.kill,
}


def draft(**fields):
    no_date = {"published_at": None, "first_published_on": None}
    return make.article(status="draft", **no_date | fields)


class MoveTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make.user("Editor")

    def test_every_move_of_the_table_and_no_other(self):
        for was in Status:
            for to, act in ACTS.items():
                with self.subTest(f"{was} to {to}"):
                    article = make.article(status=was)
                    if (was, to) in MOVES:
                        act(article, by=self.editor)
                    else:
                        with self.assertRaises(Refused):
                            act(article, by=self.editor)
                    kept = Article.objects.get(pk=article.pk)
                    self.assertEqual(kept.status, to if (was, to) in MOVES else was)

    def test_what_is_offered_is_what_is_possible(self):
        managing = make.user("Managing editor")
        for was in Status:
            article = make.article(status=was)
            offered = set(acts.acts_for(article, managing)) - {"schedule"}
            possible = {act.__name__ for (at, _to), act in MOVES.items() if at == was}
            self.assertEqual(offered, possible)

    def test_killed_is_final_in_the_database_too(self):
        killed = make.article(status="killed")
        for status in set(Status) - {Status.KILLED}:
            with self.assertRaises(IntegrityError), transaction.atomic():
                Article.objects.filter(pk=killed.pk).update(status=status)

    def test_a_colleagues_act_in_between_refuses_mine(self):
        mine = make.article()
        publishing.withdraw(Article.objects.get(pk=mine.pk), by=self.editor)

        with self.assertRaises(Refused):
            publishing.unpublish(mine, by=self.editor)

    def test_a_story_without_words_is_not_published(self):
        article = draft(body="<p> </p>")
        with self.assertRaises(Refused):
            publishing.publish(article, by=self.editor)

        live = make.article()
        live.body = "<script>alert(1)</script>"
        with self.assertRaises(Refused):
            publishing.save(live)


class RuleTests(TestCase):
    def test_the_database_refuses_what_the_rules_forbid(self):
        live = make.article()
        stories = Article.objects.filter(pk=live.pk)
        for wrong in (
            {"status": "unknown"},
            {"comments_mode": "other"},
            {"published_at": None},
            {"first_published_on": None},
            {"headline": ""},
            {"slug": ""},
            {"body_text": ""},
            {"expires_at": live.published_at},
        ):
            with (
                self.subTest(wrong),
                self.assertRaises(IntegrityError),
                transaction.atomic(),
            ):
                stories.update(**wrong)


class DayTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make.user("Editor")

    def at(self, moment):
        # The database keeps its own clock; the rules read this one.
        return time_machine.travel(moment, tick=False)

    def test_the_day_follows_the_schedule_while_it_is_ahead(self):
        article = draft()
        ahead = timezone.now() + timedelta(days=30)
        for moment in (ahead, ahead + timedelta(days=9)):
            publishing.publish(article, by=self.editor, at=moment)
            self.assertEqual(article.first_published_on, timezone.localdate(moment))

        publishing.unpublish(article, by=self.editor)

        article.refresh_from_db()
        self.assertIsNone(article.first_published_on)

    def test_the_day_stays_once_the_story_has_appeared(self):
        article = draft()
        with self.at(datetime(2026, 1, 2, 12, tzinfo=UTC)):
            publishing.publish(article, by=self.editor)
        with self.at(datetime(2026, 3, 4, 12, tzinfo=UTC)):
            later = datetime(2026, 5, 6, tzinfo=UTC)
            publishing.publish(article, by=self.editor, at=later)
            publishing.unpublish(article, by=self.editor)
            publishing.publish(article, by=self.editor, at=later)
        with self.at(datetime(2026, 4, 1, tzinfo=UTC)):
            publishing.withdraw(article, by=self.editor)
            publishing.publish(article, by=self.editor)

        article.refresh_from_db()
        self.assertEqual(article.first_published_on, date(2026, 1, 2))

    def test_one_that_was_out_waits_as_any_other_and_is_published_at_once(self):
        article = draft()
        publishing.publish(article, by=self.editor)
        publishing.unpublish(article, by=self.editor)
        later = timezone.now() + timedelta(days=1)
        publishing.schedule(article, by=self.editor, at=later)
        self.assertFalse(publishing.is_live(article))

        publishing.publish(article, by=self.editor)

        self.assertTrue(publishing.is_live(article))
        self.assertLess(article.published_at, later)

    @override_settings(TIME_ZONE="Asia/Tokyo")
    def test_the_day_is_the_sites_own(self):
        article = draft()
        with (
            self.at(datetime(2026, 1, 1, 20, tzinfo=UTC)),
            timezone.override("America/New_York"),
        ):
            publishing.publish(article, by=self.editor)

        self.assertEqual(article.first_published_on, date(2026, 1, 2))

    def test_a_time_that_has_passed_is_refused_but_for_a_slow_hand(self):
        article = draft()
        for minutes, fine in ((60, False), (11, False), (5, True)):
            moment = timezone.now() - timedelta(minutes=minutes)
            if fine:
                publishing.publish(article, by=self.editor, at=moment)
                self.assertGreater(article.published_at, moment)
            else:
                with self.assertRaises(Refused):
                    publishing.publish(article, by=self.editor, at=moment)

    def test_a_story_does_not_expire_before_it_appears(self):
        article = draft(expires_at=timezone.now() + timedelta(hours=1))
        with self.assertRaises(Refused):
            later = timezone.now() + timedelta(hours=2)
            publishing.publish(article, by=self.editor, at=later)


class AnswerTests(TestCase):
    def test_each_status_has_its_answer(self):
        past = timezone.now() - timedelta(minutes=1)
        ahead = timezone.now() + timedelta(hours=1)
        for fields, expected in (
            ({}, 200),
            ({"status": "draft"}, 404),
            ({"status": "in_review"}, 404),
            ({"published_at": ahead}, 404),
            ({"status": "withdrawn"}, 410),
            ({"status": "killed"}, 410),
            ({"expires_at": past}, 410),
        ):
            address = make.article(**fields).get_absolute_url()
            with self.subTest(fields):
                self.assertEqual(self.client.get(address).status_code, expected)
