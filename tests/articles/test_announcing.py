"""A WebSub hub is told of what is new: by a job, of every feed, until it has heard."""

from datetime import timedelta

from django.conf import settings
from django.test import TestCase
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import announcing, publishing
from articles.models import Byline, Publication, Tagging
from articles.tasks import tell_hub
from tests import make
from tests.committed import CommittedTestCase
from tests.hub import listening
from tests.working import work


def jobs():
    return ProcrastinateJob.objects.filter(task_name=tell_hub.name)


class Listened(TestCase):
    def setUp(self):
        self.hub = self.enterContext(listening())
        Publication.objects.update(hub=self.hub.url)
        self.editor = make.user("Managing editor")


class TellingTests(Listened):
    def test_every_feed_with_the_story_is_named(self):
        story = make.article()
        writer, topic = make.contributor(), make.topic()
        Byline.objects.create(article=story, contributor=writer)
        Tagging.objects.create(article=story, topic=topic)

        tell_hub(article_id=story.pk)

        listing = (story.section, writer, topic)
        own = [f"{listed.get_absolute_url()}feed/" for listed in listing]
        paths = ["/feed/", "/feed.atom", "/feed.json", *own]
        self.assertEqual(self.hub.feeds, [f"{settings.SITE_URL}{p}" for p in paths])
        self.assertEqual({told["hub.mode"] for told in self.hub.told}, {"publish"})
        for path in paths:
            self.assertEqual(self.client.get(path).status_code, 200)

    def test_what_it_does_not_take_is_tried_again(self):
        story = make.article()
        for status in (302, 404, 500):
            self.hub.status = status
            with self.assertRaisesMessage(announcing.Unheard, f"{status}"):
                tell_hub(article_id=story.pk)
        self.assertNotIn("asked elsewhere", self.hub.feeds)

    def test_one_that_is_away_is_tried_again(self):
        Publication.objects.update(hub="http://127.0.0.1:1/")
        with self.assertRaises(announcing.Unheard):
            tell_hub(article_id=make.article().pk)

    def test_of_a_story_that_is_not_out_nothing_is_said(self):
        tell_hub(article_id=make.article(status="withdrawn").pk)
        tell_hub(article_id=make.article(status="draft").pk)

        self.assertEqual(self.hub.told, [])


class JobTests(Listened):
    def test_publishing_and_correcting_have_it_told_and_never_in_the_request(self):
        story = make.article(status="draft")
        publishing.publish(story, by=self.editor)
        publishing.correct(
            story, by=self.editor, kind="correction", sentence="No.", place="end"
        )

        self.assertEqual(jobs().count(), 2)
        self.assertEqual(self.hub.told, [])

    def test_a_scheduled_story_is_told_of_at_its_time(self):
        at = timezone.now() + timedelta(hours=3)
        publishing.publish(make.article(status="draft"), by=self.editor, at=at)

        due = jobs().get().scheduled_at
        self.assertTrue(at < due < at + timedelta(minutes=1))

    def test_without_a_hub_there_is_nothing_to_do(self):
        Publication.objects.update(hub="")
        publishing.publish(make.article(status="draft"), by=self.editor)

        self.assertFalse(jobs().exists())


class WorkerTests(CommittedTestCase):
    def test_the_worker_tells_it_and_comes_again_when_it_was_away(self):
        editor = make.user("Managing editor")
        with listening() as hub:
            Publication.objects.update(hub=hub.url)
            hub.status = 503
            publishing.publish(make.article(status="draft"), by=editor)
            jobs().update(scheduled_at=None)
            work()
            waiting = jobs().get()
            self.assertEqual((waiting.status, waiting.attempts), ("todo", 1))
            self.assertEqual(len(hub.told), 1)

            hub.status = 202
            jobs().update(scheduled_at=None)
            work()

            self.assertEqual(jobs().get().status, "succeeded")
            self.assertIn(f"{settings.SITE_URL}/feed/", hub.feeds[1:])


class FeedTests(Listened):
    def test_feeds_name_the_hub_and_themselves(self):
        path = make.article().section.get_absolute_url()
        for feed in ("/feed/", "/feed.atom", f"{path}feed/"):
            answer = self.client.get(feed)
            self.assertContains(answer, f'rel="hub" href="{self.hub.url}"')
            self.assertContains(answer, f'href="{settings.SITE_URL}{feed}"')
        told = self.client.get("/feed.json").json()
        self.assertEqual(told["hubs"], [{"type": "WebSub", "url": self.hub.url}])

    def test_without_one_they_name_none(self):
        Publication.objects.update(hub="")
        for feed in ("/feed/", "/feed.atom", "/feed.json"):
            self.assertNotContains(self.client.get(feed), "hub")
