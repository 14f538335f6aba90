"""A change to a story that is out, made at a time to come."""

from datetime import timedelta

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from articles import agenda, planning, publishing
from articles.models import (
    Act,
    Article,
    Correction,
    PlannedChange,
    PublishingPolicy,
    Revision,
)
from articles.refusals import Refused
from newsroom.models import Letter
from tests import make
from tests.articles.admin import change, filled

LATER = timezone.now() + timedelta(days=1)
TIME = {
    "appear_at_0": f"{LATER:%Y-%m-%d}",
    "appear_at_1": f"{LATER:%H:%M:%S}",
}
NEW = "<p>The words of tomorrow.</p>"


class PlannedChangeTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make.user("Editor", email="editor@paper.example")

    def setUp(self):
        self.client.force_login(self.editor)
        self.story = make.article(body="<p>First.</p><p>Second.</p><p>Third.</p>")

    def plan(self, body=NEW, **fields):
        words = {"act": "plan", "change": "", "body": body, **TIME, **fields}
        return self.client.post(change(self.story), filled(self.story, **words))

    def come(self):
        """Its time."""
        now = timezone.now()
        PlannedChange.objects.update(at=now - timedelta(seconds=1))
        planning.make_planned_changes(timestamp=0)
        self.story.refresh_from_db()

    def write(self, body, **fields):
        story = Article.objects.get(pk=self.story.pk)
        story.body = body
        publishing.save(story, by=self.editor)

    def test_nothing_changes_before_its_time_and_all_of_it_then(self):
        self.plan(headline="Tomorrow’s headline")
        self.story.refresh_from_db()
        self.assertNotEqual(self.story.body, NEW)
        self.assertIsNone(self.story.updated_at)
        planning.make_planned_changes(timestamp=0)
        self.story.refresh_from_db()
        self.assertNotEqual(self.story.body, NEW)

        self.come()

        self.assertEqual(self.story.body, NEW)
        self.assertEqual(self.story.headline, "Tomorrow’s headline")
        self.assertIsNotNone(self.story.updated_at)
        self.assertFalse(PlannedChange.objects.exists())

    def test_with_a_sentence_for_readers_it_is_a_correction(self):
        self.plan(correction="It was three.", correction_kind="correction",
                  correction_place="top")  # fmt: skip
        self.assertFalse(Correction.objects.exists())
        self.come()
        self.assertEqual(Correction.objects.get().sentence, "It was three.")

    def test_what_a_colleague_saves_meanwhile_is_merged(self):
        self.plan(body="<p>First!</p><p>Second.</p><p>Third.</p>")
        self.write("<p>First.</p><p>Second.</p><p>Third?</p>")
        self.come()
        self.assertEqual(self.story.body, "<p>First!</p><p>Second.</p><p>Third?</p>")

    def test_where_both_changed_the_same_nothing_is_changed_and_nothing_lost(self):
        self.plan(body="<p>Mine.</p><p>Second.</p><p>Third.</p>")
        self.write("<p>Theirs.</p><p>Second.</p><p>Third.</p>")
        self.come()

        self.assertIn("Theirs.", self.story.body)
        kept = Revision.objects.get(reason="refused")
        self.assertIn("Mine.", kept.content["body"])
        self.assertIn("same words", Letter.objects.get().body)
        self.assertTrue(Act.objects.filter(act="clash").exists())

    def test_a_check_that_forbids_it_then_is_met(self):
        wire = "<p>ANBAR (dpa) — Words.</p>"
        self.assertContains(self.plan(body=wire), "is signed by dpa")
        self.assertFalse(PlannedChange.objects.exists())
        PublishingPolicy.objects.update(agency="advises")
        self.plan(body=wire)
        PublishingPolicy.objects.update(agency="forbids")
        self.come()
        self.assertNotIn("dpa", self.story.body)
        self.assertIn("is signed by dpa", Letter.objects.get().body)

    def test_a_story_taken_down_meanwhile_is_left_alone(self):
        self.plan()
        publishing.withdraw(self.story, by=self.editor)
        self.come()
        self.assertEqual(self.story.status, "withdrawn")
        self.assertNotEqual(self.story.body, NEW)

    def test_it_is_shown_compared_and_called_off(self):
        self.plan()
        self.assertContains(self.client.get(change(self.story)), "is planned for")
        address = reverse("admin:articles_article_planned", args=[self.story.pk])
        self.assertContains(self.client.get(address), "tomorrow")

        self.client.post(address)
        answer = self.client.post(address, follow=True)

        self.assertContains(answer, "There was none any more")
        self.assertFalse(PlannedChange.objects.exists())
        self.assertEqual(self.client.get(address).status_code, 404)
        acts = Act.objects.order_by("pk").values_list("act", flat=True)
        self.assertEqual(list(acts), ["plan", "unplan"])

    def test_the_calendar_has_it(self):
        self.plan()
        found = agenda.between(LATER - timedelta(hours=1), LATER + timedelta(hours=1))
        self.assertEqual([entry.kind for entry in found], ["changes"])

    def test_two_jobs_make_it_once(self):
        self.plan()
        self.come()
        version = self.story.version
        planning.make(self.story.pk)
        self.story.refresh_from_db()
        self.assertEqual(self.story.version, version)

    def test_a_time_is_needed_and_must_be_ahead(self):
        past = {"appear_at_0": "2001-01-01", "appear_at_1": "00:00"}
        for time, words in (
            ({"appear_at_0": "", "appear_at_1": ""}, "Give the time"),
            (past, "That time has passed."),
        ):
            self.assertContains(self.plan(**time), words)
        self.assertFalse(PlannedChange.objects.exists())

    def test_not_for_a_time_when_the_story_will_be_over(self):
        self.story.expires_at = LATER - timedelta(hours=1)
        change = PlannedChange(
            article=self.story, content={}, base_version=1, at=LATER, by=self.editor
        )
        with self.assertRaisesMessage(Refused, "The story would be over before."):
            planning.plan(change)

    def test_only_for_a_story_that_is_out_and_who_may_publish(self):
        draft = make.draft()
        answer = self.client.post(change(draft), filled(draft, act="plan", **TIME))
        self.assertContains(answer, "cannot be done with the story")

    def test_killing_takes_it_along(self):
        self.plan()
        publishing.kill(self.story, by=make.user("Managing editor"))
        self.assertFalse(PlannedChange.objects.exists())
