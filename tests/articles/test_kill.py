from unittest.mock import patch

from django.db import IntegrityError, transaction
from django.test import TestCase
from django.urls import reverse

from articles import killing, leaks, publishing
from articles.models import Act, Byline, Correction, Revision, Seal
from newsroom.pages.store import store
from tests import make

WORDS = "The minister took the money from the harbour fund."


class KilledTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.chief = make.user("Managing editor")

    def setUp(self):
        store.clear()
        self.article = make.article(
            headline="A headline that a court forbade", body=f"<p>{WORDS}</p>"
        )
        self.writer = make.contributor()
        Byline.objects.create(article=self.article, contributor=self.writer)
        self.article.standfirst = "Another line that nobody may read again."
        publishing.save(self.article, by=self.chief)
        publishing.correct(
            self.article, by=self.chief, kind="note", sentence=WORDS, place="end"
        )
        self.client.get(self.article.get_absolute_url())

    def kill(self):
        with self.captureOnCommitCallbacks(execute=True):
            publishing.kill(self.article, by=self.chief)

    def test_nothing_of_it_is_left_anywhere(self):
        self.kill()

        self.assertEqual(leaks.check(self.article), [])
        self.assertEqual(
            self.client.get(self.article.get_absolute_url()).status_code, 410
        )
        self.assertEqual(self.article.comments_mode, "hidden")
        self.assertFalse(Revision.objects.exists() or Correction.objects.exists())
        self.assertEqual(Act.objects.latest("pk").note, "0")

    def test_a_step_left_out_is_found(self):
        for step in ("words", "past"):
            self.setUp()
            steps = [s for s in killing.STEPS if s.__name__ != step]
            with self.subTest(step), patch.object(killing, "STEPS", steps):
                self.kill()
                self.assertTrue(leaks.search(self.article))

    def test_the_seal_has_all_of_it_and_cannot_be_broken(self):
        self.kill()
        kept = Seal.objects.get().content
        self.assertIn(WORDS, kept["story"]["body"])
        self.assertEqual(len(kept["revisions"]), 2)
        self.assertEqual(kept["corrections"][0]["sentence"], WORDS)
        for change in (
            lambda: Seal.objects.update(content={}),
            lambda: Seal.objects.all()._raw_delete("default"),
        ):
            with self.assertRaises(IntegrityError), transaction.atomic():
                change()

    def test_a_kill_that_fails_takes_nothing(self):
        def fails(_article):
            raise RuntimeError

        steps = [*killing.STEPS, fails]
        with patch.object(killing, "STEPS", steps), self.assertRaises(RuntimeError):
            publishing.kill(self.article, by=self.chief)
        self.article.refresh_from_db()
        self.assertEqual((self.article.status, Seal.objects.count()), ("published", 0))
        self.assertIn(WORDS, self.article.body)

    def test_only_who_may_opens_the_seal_and_that_is_on_record(self):
        self.kill()
        address = reverse("admin:articles_seal_change", args=[Seal.objects.get().pk])
        self.client.force_login(make.user("Editor"))
        self.assertEqual(self.client.get(address).status_code, 403)
        self.client.force_login(self.chief)
        self.assertContains(self.client.get(address), "The minister took")
        self.assertEqual(Act.objects.latest("pk").act, "open")
