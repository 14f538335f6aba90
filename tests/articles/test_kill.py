from unittest.mock import patch

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.urls import reverse

from articles import killing, leaks, publishing
from articles.models import Act, Byline, Correction, Photo, Revision, Seal
from newsroom.pages.store import store
from tests import make
from tests.articles.admin import change as form_of

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

    def left_out(self, step):
        """What the search finds when one step of the kill is not done."""
        steps = [known for known in killing.STEPS if known.__name__ != step]
        self.assertEqual(len(steps), len(killing.STEPS) - 1)
        with patch.object(killing, "STEPS", steps):
            self.kill()
        return leaks.search(self.article)

    def test_words_left_are_found(self):
        self.assertIn("articles_article.headline", self.left_out("words"))

    def test_the_past_left_is_found(self):
        self.assertIn("articles_revision.content", self.left_out("past"))

    def test_the_log_left_is_found(self):
        LogEntry.objects.create(
            user=self.chief,
            content_type=ContentType.objects.get_for_model(self.article),
            object_id=f"{self.article.pk}",
            object_repr=self.article.headline,
            action_flag=2,
        )
        self.assertEqual(self.left_out("log"), ["django_admin_log.object_repr"])

    def test_the_picture_left_is_found(self):
        name = default_storage.save(f"{'a' * 32}.jpg", ContentFile(b"picture"))
        self.addCleanup(default_storage.delete, name)
        made = {"name": name, "format": "jpeg", "width": 9, "height": 6, "bytes": 7}
        self.article.lead_photo = Photo.objects.create(
            sha256="0" * 64, width=9, height=6, caption="A quay", credit_line="C",
            alt_text="Boats", renditions=[made],
        )  # fmt: skip
        self.article.save()
        self.assertEqual(self.left_out("pictures"), [f"/media/{name}"])

    def test_a_page_that_still_tells_it_is_found(self):
        self.kill()
        other = make.article(body=f"<p>{WORDS} &amp; more.</p>")
        found = leaks.search(self.article)
        self.assertIn("/feed/", found)
        self.assertIn("articles_article.body", found)
        other.delete()
        self.assertEqual(leaks.search(self.article), [])

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


class SealPageTests(TestCase):
    def test_it_is_read_in_words_and_not_in_signs(self):
        managing = make.user("Managing editor")
        story = make.article(headline="Sealed headline", body="<p>Sealed words.</p>")
        publishing.save(story, by=managing)
        publishing.kill(story, by=managing)
        self.client.force_login(managing)
        seal = Seal.objects.get(article=story)
        address = reverse("admin:articles_seal_change", args=[seal.pk])

        page = self.client.get(address)

        self.assertContains(page, "Sealed headline")
        self.assertContains(page, "Sealed words.")
        self.assertNotContains(page, "&lt;p&gt;Sealed")
        # As on the form, and not in the order in which it is stored.
        found = [
            page.content.find(b"Sealed " + word) for word in (b"headline", b"words")
        ]
        self.assertEqual(found, sorted(found))

    def test_a_killed_story_shows_nothing_that_only_a_form_asks(self):
        managing = make.user("Managing editor")
        story = make.article()
        publishing.kill(story, by=managing)
        self.client.force_login(managing)
        page = self.client.get(form_of(story))
        self.assertContains(page, "Killed")
        for name in ("assigned_to", "note", "appear_at", "read_version"):
            self.assertNotContains(page, f"field-{name}")
