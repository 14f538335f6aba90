from threading import Barrier, Thread

from django.db import connection
from django.test import Client, TestCase

from articles.models import Article, Byline
from tests import make
from tests.articles.admin import change, filled
from tests.committed import CommittedTestCase

MINE = "<p>Words that took me all morning.</p>"


class NothingTypedIsLostTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make.user("Editor")

    def setUp(self):
        self.client.force_login(self.editor)
        self.article = make.article()
        Byline.objects.create(article=self.article, contributor=make.contributor())
        self.article.refresh_from_db()
        self.form = filled(self.article, body=MINE)

    def test_a_stale_save_is_refused_kept_and_shown_beside_the_newer_text(self):
        theirs = "<p>What a colleague wrote.</p>"
        self.client.post(change(self.article), filled(self.article, body=theirs))

        answer = self.client.post(change(self.article), self.form)

        self.assertContains(answer, "Somebody else saved this story")
        self.assertContains(answer, "Words that took me all morning.")
        self.assertContains(answer, "What a colleague wrote.")
        self.assertEqual(Article.objects.get(pk=self.article.pk).body, theirs)

    def test_who_saw_the_newer_text_may_save(self):
        Article.objects.filter(pk=self.article.pk).update(headline="Theirs")
        answer = self.client.post(change(self.article), self.form)
        form = answer.context["adminform"].form

        again = self.form | {"read_version": form["read_version"].value()}
        answer = self.client.post(change(self.article), again)

        self.assertEqual(answer.status_code, 302)
        self.assertEqual(Article.objects.get(pk=self.article.pk).body, MINE)

    def test_a_form_that_does_not_say_what_it_read_is_stale(self):
        self.form["read_version"] = ""

        answer = self.client.post(change(self.article), self.form)

        self.assertContains(answer, "Somebody else saved this story")

    def test_a_byline_alone_makes_a_form_stale(self):
        self.article.bylines.all().delete()

        answer = self.client.post(change(self.article), self.form)

        self.assertContains(answer, "Somebody else saved this story")

    def with_the_byline(self):
        byline = self.article.bylines.get()
        return self.form | {
            "bylines-TOTAL_FORMS": "1",
            "bylines-INITIAL_FORMS": "1",
            "bylines-0-id": byline.pk,
            "bylines-0-article": self.article.pk,
            "bylines-0-contributor": byline.contributor_id,
            "bylines-0-role": "by",
            "bylines-0-position": "0",
        }

    def test_a_story_deleted_meanwhile_can_be_saved_as_a_new_one(self):
        form = self.with_the_byline()
        self.article.delete()

        answer = self.client.post(change(self.article), form)

        self.assertContains(answer, "This story was deleted")
        self.assertContains(answer, "Words that took me all morning.")
        self.assertContains(answer, 'action="/admin/articles/article/add/"')
        self.assertFalse(Article.objects.exists())
        again = {name: answer.context["request"].POST[name] for name in form}
        self.client.post("/admin/articles/article/add/", again)
        new = Article.objects.get()
        self.assertEqual((new.body, new.bylines.count()), (MINE, 1))

    def test_a_byline_deleted_meanwhile_is_no_fault(self):
        form = self.with_the_byline()
        self.article.bylines.all().delete()

        answer = self.client.post(change(self.article), form)

        self.assertContains(answer, "Words that took me all morning.")

    def test_a_draft_that_an_editor_published_meanwhile_keeps_its_reporters_words(self):
        reporter = make.user("Reporter")
        article = make.article(status="in_review", created_by=reporter)
        form = filled(article, body=MINE)
        Article.objects.filter(pk=article.pk).update(status="published")
        self.client.force_login(reporter)

        answer = self.client.post(change(article), form)

        self.assertContains(answer, "no longer yours to change")
        self.assertContains(answer, "Words that took me all morning.")


class SameInstantTests(CommittedTestCase):
    """Real transactions, in threads: what a test inside one cannot show."""

    def setUp(self):
        # A flush between such tests takes the groups that a migration made.
        self.editor = make.user(is_superuser=True)

    def both(self, forms):
        barrier, answers = Barrier(len(forms)), []

        def send(address, form):
            client = Client()
            client.force_login(self.editor)
            barrier.wait(10)
            answers.append(client.post(address, form))
            connection.close()

        threads = [Thread(target=send, args=form) for form in forms]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sorted(answer.status_code for answer in answers), answers

    def test_of_two_saves_at_the_same_instant_one_is_told(self):
        article = make.article()
        forms = [
            (change(article), filled(article, body=f"<p>By {name}.</p>"))
            for name in ("one", "two", "three")
        ]

        codes, answers = self.both(forms)

        self.assertEqual(codes, [200, 200, 302])
        for answer in answers:
            if answer.status_code == 200:
                self.assertContains(answer, "Somebody else saved this story")

    def test_of_two_new_stories_with_one_slug_one_is_told(self):
        section = make.section()
        form = filled(section=section.pk, slug="the-same")

        codes, answers = self.both([("/admin/articles/article/add/", form)] * 3)

        self.assertEqual(codes, [200, 200, 302])
        for answer in answers:
            if answer.status_code == 200:
                self.assertContains(answer, "had, this slug")
