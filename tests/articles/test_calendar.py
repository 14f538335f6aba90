"""What is due in a week, with what stands in its way, in the editor's own time."""

from datetime import UTC, datetime, timedelta

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from articles import colleagues, publishing, warning
from articles.models import Photo
from newsroom.models import Letter, User
from tests import make
from tests.articles.admin import change

PAGE = reverse("admin:articles_article_calendar")
# A Wednesday, and its week from Monday to Sunday.
DAY = datetime(2099, 1, 7, 22, 30, tzinfo=UTC)
WEEK = {"week": "2099-01-07"}


class CalendarTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make.user("Editor")

    def setUp(self):
        self.client.force_login(self.editor)

    def entries(self, **asked):
        page = self.client.get(PAGE, WEEK | asked)
        return [e for _day, found in page.context["days"] for e in found]

    def test_all_that_is_due_stands_in_its_order(self):
        photo = make.photo(rights_end=DAY + timedelta(hours=3))
        make.photo(rights_end=DAY)  # on no story
        make.article(published_at=DAY, headline="Later")
        make.article(expires_at=DAY + timedelta(hours=1))
        make.draft(embargoed_until=DAY + timedelta(hours=2))
        make.article(lead_photo=photo)
        make.article(published_at=DAY + timedelta(days=7))
        make.article(status="withdrawn", published_at=DAY)

        kinds = [entry.kind for entry in self.entries()]
        self.assertEqual(kinds, ["appears", "expires", "embargo", "rights"])

    def test_a_photo_whose_rights_end_before_the_story_appears_is_a_clash(self):
        photo = make.photo(rights_end=DAY - timedelta(hours=1))
        make.article(published_at=DAY, lead_photo=photo)
        make.article(published_at=DAY, lead_photo=make.photo())

        ended, first, second = self.entries()
        self.assertEqual(ended.kind, "rights")
        clashes = [c.check for entry in (first, second) for c in entry.clashes]
        self.assertEqual(clashes, ["photo_rights"])
        self.assertContains(self.client.get(PAGE, WEEK), "before the story appears")

    def test_days_and_hours_are_those_of_the_editor(self):
        make.article(published_at=DAY)
        self.assertContains(self.client.get(PAGE, WEEK), ">22:30<")
        self.client.post(PAGE, {"time_zone": "Asia/Baghdad"})

        page = self.client.get(PAGE, WEEK)

        self.assertContains(page, ">01:30<")
        [(day, _entries)] = page.context["days"]
        self.assertEqual(day.day, 8)
        form = self.client.get(change(make.draft()))
        self.assertContains(form, "Time zone: Asia/Baghdad.")

    def test_a_zone_that_there_is_not_is_passed_over(self):
        self.client.post(PAGE, {"time_zone": "Middle/Earth"})
        self.assertEqual(User.objects.get(pk=self.editor.pk).time_zone, "")
        User.objects.filter(pk=self.editor.pk).update(time_zone="Gone/Away")
        self.assertEqual(self.client.get(PAGE).status_code, 200)

    def test_odd_weeks_are_this_week(self):
        for odd in ("", "x", "2099-02-31", "0001-01-01", "9999-12-31", "\0"):
            self.assertEqual(self.client.get(PAGE, {"week": odd}).status_code, 200)

    def test_it_is_for_those_who_publish(self):
        self.client.force_login(make.user("Reporter"))
        self.assertEqual(self.client.get(PAGE).status_code, 403)


class WarningTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make.user("Editor", email="editor@paper.example")
        cls.soon = timezone.now() + timedelta(hours=3)

    def scheduled(self, **fields):
        story = make.draft(lead_photo=make.photo(), **fields)
        publishing.publish(story, by=self.editor, at=self.soon)
        return story

    def end_rights(self, story):
        early = self.soon - timedelta(hours=1)
        Photo.objects.filter(pk=story.lead_photo_id).update(rights_end=early)

    def test_who_cleared_a_story_is_told_once_that_it_would_not_pass(self):
        story = self.scheduled()
        warning.warn_all()
        self.assertFalse(Letter.objects.exists())
        self.end_rights(story)

        warning.warn_all()
        warning.warn_all()

        letter = Letter.objects.get()
        self.assertEqual(letter.to, "editor@paper.example")
        self.assertIn("before the story appears", letter.body)
        story.refresh_from_db()
        self.assertEqual((story.status, story.published_at), ("published", self.soon))

    def test_whose_turn_it_is_with_the_story_is_told_too(self):
        story = self.scheduled()
        other = make.user("Editor", email="other@paper.example")
        colleagues.assign(story, other, by=other)
        self.end_rights(story)
        warning.warn_all()
        self.assertEqual(Letter.objects.count(), 2)

    def test_a_story_cleared_in_spite_of_its_checks_is_nobodys_news(self):
        managing = make.user("Managing editor", email="m@paper.example")
        story = make.draft(embargoed_until=self.soon + timedelta(hours=1))
        publishing.publish(story, by=managing, at=self.soon, despite="Agreed.")
        warning.warn_all()
        self.assertFalse(Letter.objects.exists())
