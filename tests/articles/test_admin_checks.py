"""Checks beside the form of a story, before anybody presses Publish."""

from datetime import timedelta

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from articles.models import Act, Article
from tests import make
from tests.articles.admin import ADD, change, filled

LATER = timezone.now() + timedelta(days=1)


class FormTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make.user("Editor")
        cls.managing = make.user("Managing editor")
        cls.wire = "<p>ANBAR (dpa) — Words.</p>"

    def setUp(self):
        self.client.force_login(self.editor)

    def checks(self, story, **fields):
        address = reverse("admin:articles_article_checks", args=[story.pk])
        return self.client.post(address, filled(story, **fields))

    def test_they_stand_on_the_form_with_links_to_its_fields(self):
        page = self.client.get(change(make.draft(body=self.wire)))

        self.assertContains(page, 'href="#id_source_agency"')
        self.assertContains(page, "is signed by dpa")
        self.assertContains(page, 'href="#id_lead_photo"')

    def test_what_is_typed_and_not_saved_is_checked_and_stays_unsaved(self):
        story = make.draft()
        page = self.checks(story, body=self.wire, headline="H" * 120)

        self.assertContains(page, "is signed by dpa")
        self.assertContains(page, "The headline has 120 characters")
        self.assertNotEqual(Article.objects.get(pk=story.pk).body, self.wire)

    def test_the_hour_on_the_form_is_the_hour_that_counts(self):
        story = make.draft(embargoed_until=timezone.now() + timedelta(hours=2))
        until = timezone.localtime(story.embargoed_until)
        typed = {
            "embargoed_until_0": f"{until:%Y-%m-%d}",
            "embargoed_until_1": f"{until:%H:%M:%S}",
        }
        self.assertContains(self.checks(story, **typed), "It is embargoed until")
        hour = {"appear_at_0": f"{LATER:%Y-%m-%d}", "appear_at_1": "23:59:59"}
        page = self.checks(story, **typed, **hour)
        self.assertNotContains(page, "It is embargoed until")

    def test_odd_hours_and_odd_words_break_nothing(self):
        story = make.draft()
        for hour in ("25:99", "\0", "2026", "x" * 500):
            answer = self.checks(story, appear_at_0="2026-13-45", appear_at_1=hour)
            self.assertEqual(answer.status_code, 200)

    def test_a_new_story_is_checked_before_its_first_save(self):
        address = reverse("admin:articles_article_checks_new")
        page = self.client.post(
            address, filled(body=self.wire, section=make.section().pk)
        )
        self.assertContains(page, "is signed by dpa")
        self.assertEqual(self.client.get(ADD).status_code, 200)
        self.assertFalse(Article.objects.exists())

    def test_a_reporter_checks_only_what_is_theirs(self):
        self.client.force_login(make.user("Reporter"))
        self.assertEqual(self.checks(make.draft()).status_code, 404)
        self.assertEqual(self.checks(make.article()).status_code, 404)

    def test_publish_is_refused_with_the_words_and_the_text_is_kept(self):
        story = make.draft()
        answer = self.client.post(
            change(story), filled(story, body=self.wire, act="publish"), follow=True
        )
        self.assertContains(answer, "Checks forbid it:")
        self.assertEqual(answer.request["PATH_INFO"], change(story))
        story.refresh_from_db()
        self.assertEqual((story.status, story.body), ("draft", self.wire))

    def test_who_may_goes_on_with_a_reason_and_others_are_not_offered_it(self):
        story = make.draft(body=self.wire)
        self.assertNotContains(self.client.get(change(story)), 'name="despite"')
        self.client.post(change(story), filled(story, act="publish", despite="Mine."))
        self.assertEqual(Article.objects.get(pk=story.pk).status, "draft")

        self.client.force_login(self.managing)
        self.assertContains(self.client.get(change(story)), 'name="despite"')
        story.refresh_from_db()
        self.client.post(
            change(story), filled(story, act="publish", despite="Agreed by phone.")
        )

        self.assertEqual(Article.objects.get(pk=story.pk).status, "published")
        self.assertIn("Agreed by phone.", Act.objects.get(act="override").note)

    def test_a_scheduled_story_is_not_put_before_its_embargo(self):
        story = make.article(published_at=LATER)
        until = timezone.localtime(LATER + timedelta(days=1))
        answer = self.client.post(
            change(story),
            filled(
                story,
                embargoed_until_0=f"{until:%Y-%m-%d}",
                embargoed_until_1=f"{until:%H:%M:%S}",
            ),
        )
        self.assertContains(answer, "The story would appear before.")


class PolicyTests(TestCase):
    address = reverse("admin:articles_publishingpolicy_change", args=[1])

    def test_the_managing_editor_sets_it_and_its_history_says_how(self):
        self.client.force_login(make.user("Managing editor"))
        page = self.client.get(self.address)
        form = page.context["adminform"].form
        self.client.post(self.address, form.initial | {"photo": "forbids"})

        history = reverse("admin:articles_publishingpolicy_history", args=[1])
        self.assertContains(self.client.get(history), "advises → forbids")

    def test_an_editor_only_looks_and_a_reporter_does_not(self):
        for group, status in (("Editor", 200), ("Reporter", 403)):
            self.client.force_login(make.user(group))
            self.assertEqual(self.client.get(self.address).status_code, status)
        self.assertEqual(self.client.post(self.address, {}).status_code, 403)
