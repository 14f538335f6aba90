from datetime import UTC, datetime

from django.test import TestCase, override_settings
from django.urls import reverse

from articles.models import Article
from tests import make
from tests.articles.admin import change, filled


class ActTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make.user("Managing editor")

    def setUp(self):
        self.client.force_login(self.editor)

    def act(self, article, act, **fields):
        return self.client.post(change(article), filled(article, act=act, **fields))

    def test_each_act_from_its_form(self):
        article = make.article(
            status="draft", published_at=None, first_published_on=None
        )
        for act, status, words in (
            ("submit", "in_review", "It waits for review."),
            ("publish", "published", "Readers see it now."),
            ("withdraw", "withdrawn", "It is withdrawn"),
            ("publish", "published", "Readers see it now."),
            ("unpublish", "draft", "It is a draft again"),
        ):
            article.refresh_from_db()
            answer = self.act(article, act)
            article.refresh_from_db()
            self.assertEqual(article.status, status)
            self.assertContains(self.client.get(answer.url), words)

    def test_only_possible_acts_are_offered_and_taken(self):
        article = make.article()
        page = self.client.get(change(article))
        self.assertContains(page, 'value="withdraw"')
        self.assertNotContains(page, 'value="submit"')

        answer = self.act(article, "submit")

        self.assertContains(answer, "cannot be done with the story as it stands")

    def test_a_killed_story_is_only_looked_at(self):
        article = make.article(status="killed")

        self.assertEqual(self.client.get(change(article)).status_code, 200)
        self.assertEqual(self.act(article, "publish").status_code, 403)

    @override_settings(TIME_ZONE="Asia/Tokyo")
    def test_a_time_is_the_sites_own(self):
        article = make.article(status="draft")
        answer = self.act(
            article, "schedule", appear_at_0="2099-01-02", appear_at_1="08:30"
        )
        self.assertContains(self.client.get(answer.url), "Jan. 2, 2099, 8:30 a.m.")

        article.refresh_from_db()
        moment = datetime(2099, 1, 1, 23, 30, tzinfo=UTC)
        self.assertEqual(article.published_at, moment)
        self.assertEqual(self.client.get(article.get_absolute_url()).status_code, 404)

    @override_settings(TIME_ZONE="America/New_York")
    def test_an_hour_that_the_clocks_skip_is_explained(self):
        article = make.article(status="draft")
        answer = self.act(
            article, "schedule", appear_at_0="2099-03-08", appear_at_1="02:30"
        )

        self.assertContains(answer, "couldn’t be interpreted in time zone")
        self.assertEqual(Article.objects.get(pk=article.pk).status, "draft")

    def test_a_time_in_the_past_is_explained_and_nothing_happens(self):
        article = make.article(status="draft")
        answer = self.act(
            article, "schedule", appear_at_0="2001-01-01", appear_at_1="00:00"
        )

        self.assertContains(answer, "That time has passed.")
        self.assertEqual(Article.objects.get(pk=article.pk).status, "draft")

    def test_a_time_without_publishing_is_explained(self):
        article = make.article(status="draft")
        answer = self.act(article, "", appear_at_0="2099-01-01", appear_at_1="00:00")

        self.assertContains(answer, "A time is only used when you schedule.")

    def test_publishing_with_a_time_asks_which_is_meant(self):
        article = make.article(status="draft")
        time = {"appear_at_0": "2099-01-01", "appear_at_1": "00:00"}
        for act, fields, words in (
            ("publish", time, "You gave a time: schedule it"),
            ("schedule", {}, "Give the time at which it appears."),
        ):
            self.assertContains(self.act(article, act, **fields), words)
            self.assertEqual(Article.objects.get(pk=article.pk).status, "draft")

    def test_a_story_that_would_be_over_is_explained(self):
        for article in (make.article(), make.article(status="draft")):
            answer = self.act(
                article, "publish", expires_at_0="2001-01-01", expires_at_1="00:00"
            )
            self.assertContains(answer, "would expire before it appears")

    def test_a_published_story_keeps_a_text(self):
        article = make.article()
        answer = self.client.post(change(article), filled(article, body="<p> </p>"))

        self.assertContains(answer, "cannot be without a text")

    def test_a_changed_slug_after_publication_keeps_the_old_address(self):
        article = make.article()
        old = article.get_absolute_url()
        self.client.post(change(article), filled(article, slug="quite-new"))

        article.refresh_from_db()
        self.assertRedirects(self.client.get(old), article.get_absolute_url(), 301)

    def test_saving_and_updating_says_so_on_the_page(self):
        article = make.article()
        self.act(article, "", change="update", body="<p>Better words.</p>")

        article.refresh_from_db()
        self.assertIsNotNone(article.updated_at)
        page = self.client.get(article.get_absolute_url())
        self.assertContains(page, "Updated")
        self.assertContains(page, "Better words.")

    def test_a_story_that_was_public_is_not_deleted(self):
        public = make.article()
        draft = make.article(status="draft", published_at=None, first_published_on=None)
        for article, gone in ((public, False), (draft, True)):
            address = reverse("admin:articles_article_delete", args=[article.pk])
            self.client.post(address, {"post": "yes"})
            found = Article.objects.filter(pk=article.pk)
            self.assertEqual(not found.exists(), gone)

    def test_what_is_deleted_keeps_its_direction_in_the_sentences_about_it(self):
        story = make.draft(headline="جسر (قديم)")
        address = reverse("admin:articles_article_delete", args=[story.pk])
        name = "“\u2068جسر (قديم)\u2069”"
        self.assertContains(self.client.get(address), name)
        done = self.client.post(address, {"post": "yes"}, follow=True)
        self.assertContains(done, f"{name} was deleted")
