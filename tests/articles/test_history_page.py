from django.test import TestCase
from django.urls import reverse

from articles import publishing
from articles.models import Byline, Topic
from tests import make
from tests.articles.admin import change

DRAFT = {"status": "draft", "published_at": None, "first_published_on": None}


class HistoryPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make.user("Editor")
        cls.article = make.article(body="<p>It was two &lt;b&gt; soldiers.</p>")
        cls.old_writer = make.contributor(name="Old Writer")
        cls.topic = Topic.objects.create(name="Ports", slug="ports")
        Byline.objects.create(article=cls.article, contributor=cls.old_writer)
        cls.article.topics.add(cls.topic)
        cls.article.body = "<p>It was three &lt;b&gt; soldiers.</p>"
        cls.article.headline = "Another headline"
        publishing.save(cls.article, by=cls.editor, belongings=cls.unsign)
        cls.before, cls.after = cls.article.revisions.order_by("pk")

    @classmethod
    def unsign(cls):
        cls.article.bylines.all().delete()
        cls.article.topics.clear()

    def setUp(self):
        self.client.force_login(self.editor)
        self.page = reverse("admin:articles_article_revisions", args=[self.article.pk])

    def restore(self, revision, article=None):
        article = article or self.article
        return self.client.post(
            reverse("admin:articles_article_restore", args=[article.pk, revision.pk])
        )

    def test_it_is_linked_from_the_form_and_lists_every_text(self):
        self.assertContains(self.client.get(change(self.article)), self.page)
        page = self.client.get(self.page)
        self.assertContains(page, 'name="old"', 2)
        self.assertContains(page, "Saved")
        self.assertContains(page, "As it was before its history began")

    def test_any_two_are_compared_word_by_word_and_nothing_is_html(self):
        page = self.client.get(self.page, {"old": self.before.pk, "new": self.after.pk})
        self.assertContains(
            page, "<del> two</del><ins> three</ins> &lt;b&gt; soldiers."
        )
        self.assertContains(page, "<del>By Old Writer</del>")
        self.assertContains(page, "<del>Ports</del>")

    def test_odd_parameters_are_no_fault(self):
        for odd in ("x", "", "-1", "9" * 40, "٣", "1.5"):
            answer = self.client.get(self.page, {"old": odd, "new": odd, "before": odd})
            self.assertEqual(answer.status_code, 200)

    def test_restoring_is_a_new_save_and_keeps_the_address(self):
        slug = self.article.slug
        self.restore(self.before)

        self.article.refresh_from_db()
        self.assertIn("It was two", self.article.body)
        self.assertEqual(self.article.slug, slug)
        self.assertEqual(self.article.bylines.get().contributor, self.old_writer)
        self.assertEqual(list(self.article.topics.all()), [self.topic])
        newest = self.article.revisions.latest("pk")
        self.assertEqual((newest.reason, newest.author), ("restored", self.editor))
        self.assertEqual(self.article.revisions.count(), 3)

    def test_what_was_deleted_since_does_not_come_back(self):
        self.old_writer.delete()
        self.restore(self.before)
        self.article.refresh_from_db()
        self.assertIn("It was two", self.article.body)
        self.assertFalse(self.article.bylines.exists())

    def test_another_storys_text_is_not_restored_into_this_one(self):
        other = make.article()
        self.assertEqual(self.restore(self.before, other).status_code, 404)

    def test_who_may_not_see_a_story_does_not_see_its_history(self):
        reporter = make.user("Reporter")
        own = make.article(created_by=reporter, **DRAFT)
        publishing.save(own)
        self.client.force_login(reporter)
        of_own = reverse("admin:articles_article_revisions", args=[own.pk])
        self.assertEqual(self.client.get(of_own).status_code, 200)
        self.assertEqual(self.client.get(self.page).status_code, 404)
        self.assertEqual(self.restore(self.before).status_code, 404)
        self.client.force_login(make.user("Moderator"))
        self.assertIn(self.client.get(self.page).status_code, {403, 404})

    def test_a_look_restores_nothing(self):
        address = reverse(
            "admin:articles_article_restore", args=[self.article.pk, self.before.pk]
        )
        self.assertEqual(self.client.get(address).status_code, 405)
