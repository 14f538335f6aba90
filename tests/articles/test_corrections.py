from datetime import timedelta

from django.db import IntegrityError, transaction
from django.test import TestCase
from django.utils import timezone

from articles import publishing
from articles.models import Correction
from newsroom.pages.store import store
from tests import make
from tests.articles.admin import change, filled

SAID = {
    "change": "correction",
    "correction_kind": "correction",
    "correction": "It was three soldiers, not two.",
    "correction_place": "top",
}
NEW = "<p>It was three soldiers.</p>"


class AskedTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make.user("Editor")
        cls.article = make.article()

    def setUp(self):
        self.client.force_login(self.editor)

    def save(self, **fields):
        answer = self.client.post(change(self.article), filled(self.article, **fields))
        self.article.refresh_from_db()
        return answer

    def test_saving_a_live_story_asks_what_the_change_is(self):
        answer = self.save(body=NEW, change="")
        self.assertContains(answer, "Readers have seen this story")
        self.assertNotEqual(self.article.body, NEW)

    def test_a_draft_and_a_scheduled_story_are_not_asked(self):
        later = timezone.now() + timedelta(days=1)
        for article in (make.article(status="draft"), make.article(published_at=later)):
            page = self.client.get(change(article))
            self.assertNotContains(page, 'name="change"')
            self.client.post(change(article), filled(article, body=NEW, change=""))
            article.refresh_from_db()
            self.assertEqual(article.body, NEW)

    def test_only_an_update_and_a_correction_move_the_public_date(self):
        before = self.article.get_absolute_url(), self.article.published_at
        self.save(body=NEW, change="typo")
        self.assertIsNone(self.article.updated_at)
        self.save(body="<p>More.</p>", change="update")
        updated = self.article.updated_at
        self.assertIsNotNone(updated)
        self.save(body=NEW, headline="Another headline", **SAID)
        self.assertGreater(self.article.updated_at, updated)
        after = self.article.get_absolute_url(), self.article.published_at
        self.assertEqual(after, before)
        kept = self.article.revisions.order_by("pk").values_list("reason", flat=True)
        self.assertEqual(list(kept), ["found", "typo", "update", "correction"])

    def test_a_correction_needs_its_sentence_and_a_sentence_its_correction(self):
        for wrong in (SAID | {"correction": ""}, SAID | {"change": "typo"}):
            self.assertEqual(self.save(body=NEW, **wrong).status_code, 200)
        self.assertFalse(Correction.objects.exists())

    def test_what_is_not_out_is_not_corrected(self):
        with self.assertRaises(publishing.Refused):
            publishing.correct(
                make.article(status="withdrawn"),
                by=self.editor, kind="note", sentence="x", place="end",
            )  # fmt: skip


class ShownTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make.user("Editor")
        cls.article = make.article(headline="The story")

    def setUp(self):
        store.clear()

    def correct(self, sentence="It was <b>three</b>, not two.", place="top"):
        return publishing.correct(
            self.article, by=self.editor, kind="correction", sentence=sentence,
            place=place,
        )  # fmt: skip

    def test_it_stands_on_the_story_at_its_place_and_on_the_page_of_corrections(self):
        for address in (self.article.get_absolute_url(), "/corrections/"):
            self.client.get(address)
        self.correct()
        self.correct("And not on Monday.", "end")

        story = self.client.get(self.article.get_absolute_url()).content.decode()
        listed = self.client.get("/corrections/").content.decode()
        _head, _body, story = story.partition("<body")
        top, text, end = (
            story.index(words)
            for words in ("It was &lt;b&gt;", "The words of a story.", "And not on Mon")
        )
        self.assertTrue(top < text < end)
        self.assertLess(listed.index("And not on"), listed.index("It was &lt;b&gt;"))
        self.assertIn(f'href="{self.article.get_absolute_url()}#correction-', listed)
        self.assertEqual(listed.count("<bdi>Correction</bdi>"), 2)

    def test_it_goes_from_both_with_its_story(self):
        self.correct()
        self.assertIn(b"The story", self.client.get("/corrections/").content)
        publishing.withdraw(self.article, by=self.editor)
        self.assertNotIn(b"The story", self.client.get("/corrections/").content)

    def test_many_are_paged_by_place(self):
        for number in range(55):
            self.correct(f"Sentence {number}.")
        page = self.client.get("/corrections/")
        self.assertContains(page, "Sentence 54.")
        self.assertNotContains(page, "Sentence 4.")
        older = page.content.decode().partition("?before=")[2].partition('"')[0]
        with self.assertNumQueries(3):
            rest = self.client.get("/corrections/", {"before": older})
        self.assertContains(rest, "Sentence 4.")
        self.assertNotContains(rest, "Sentence 5.")

    def test_it_is_never_changed_and_never_deleted(self):
        made = self.correct()
        rows = Correction.objects.filter(pk=made.pk)
        for statement in (
            lambda: rows.update(sentence="Nothing."),
            lambda: rows.delete(),
        ):
            with self.assertRaises(IntegrityError), transaction.atomic():
                statement()
        with self.assertRaises(TypeError):
            made.save()
