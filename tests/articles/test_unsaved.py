"""What is typed is kept while it is typed, and colleagues see one another."""

from datetime import timedelta

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from articles import publishing, unsaved
from articles.models import Article, Unsaved
from tests import make
from tests.articles.admin import ADD, change, filled


def address(word, story=None):
    name = f"admin:articles_article_{word}"
    return reverse(name, args=[story.pk]) if story else reverse(f"{name}_new")


class UnsavedTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make.user("Editor")
        cls.other = make.user("Editor", display_name="Ada Example")

    def setUp(self):
        self.client.force_login(self.editor)
        self.story = make.draft(body="<p>As it was.</p>")

    def type(self, story, **fields):
        words = filled(story, **fields) | {"unsaved": "1"}
        return self.client.post(address("unsaved", story), words)

    def test_what_was_typed_is_offered_again_and_changes_nothing_until_saved(
        self,
    ):
        self.type(self.story, body="<p>Typed and lost.</p>")
        self.assertEqual(Article.objects.get(pk=self.story.pk).body, self.story.body)
        page = self.client.get(change(self.story))
        self.assertContains(page, "You typed something here")

        shown = self.client.post(address("typed", self.story), {"typed": "show"})
        self.assertContains(shown, "Typed and lost.")
        self.assertContains(shown, f'action="{change(self.story)}"')

        self.client.post(
            change(self.story), filled(self.story, body="<p>Typed and lost.</p>")
        )
        self.assertIn("Typed", Article.objects.get(pk=self.story.pk).body)
        self.assertNotContains(self.client.get(change(self.story)), "You typed somet")

    def test_a_story_that_was_never_saved_has_a_place_too(self):
        self.type(None, headline="Only begun")
        self.assertContains(self.client.get(ADD), "You typed something here")
        shown = self.client.post(address("typed"), {"typed": "show"})
        self.assertContains(shown, "Only begun")

        self.client.post(
            ADD, filled(headline="Only begun", section=self.story.section.pk)
        )
        self.assertNotContains(self.client.get(ADD), "You typed something here")

    def test_there_is_one_place_for_each_person_and_nobody_reads_anothers(self):
        for word in ("one", "two"):
            self.type(self.story, headline=word)
        self.assertEqual(Unsaved.objects.get().words["headline"], ["two"])
        self.client.force_login(self.other)
        self.assertNotContains(self.client.get(change(self.story)), "You typed somet")
        answer = self.client.post(address("typed", self.story), {"typed": "show"})
        self.assertEqual(answer.status_code, 404)

    def test_who_deletes_a_story_reads_whose_words_go_with_it(self):
        unsaved.note(self.story, by=self.other, words={"headline": ["Typed"]})
        page = self.client.get(
            reverse("admin:articles_article_delete", args=[self.story.pk])
        )
        self.assertContains(page, "Unsaved text: Ada Example")

    def test_it_can_be_let_go(self):
        self.type(self.story, headline="No good")
        self.client.post(address("typed", self.story), {"typed": "discard"})
        self.assertNotContains(self.client.get(change(self.story)), "You typed somet")

    def test_what_was_typed_on_an_older_text_is_merged_as_any_stale_save(self):
        self.type(self.story, headline="Typed", body="<p>As it was.</p>")
        self.story.body = "<p>As another saved it.</p>"
        publishing.save(self.story, by=self.other)

        shown = self.client.post(address("typed", self.story), {"typed": "show"})
        form = shown.context["adminform"].form
        kept = {name: form.data[name] for name in ("headline", "body", "read_version")}
        answer = self.client.post(change(self.story), filled(self.story, **kept))

        self.assertContains(answer, "Somebody else saved this story")
        self.assertContains(answer, "As another saved it.")

    def test_each_sees_the_other_and_whether_they_write(self):
        unsaved.note(self.story, by=self.other, words=None)
        told = self.client.post(address("unsaved", self.story), {"unsaved": "0"}).json()
        self.assertIn("Ada Example", told["here"])
        self.assertNotIn("is writing", told["here"])
        unsaved.note(self.story, by=self.other, words={"headline": ["x"]})
        told = self.client.post(address("unsaved", self.story), {"unsaved": "0"}).json()
        self.assertIn("is writing", told["here"])

        unsaved.leave(self.story, by=self.other)
        told = self.client.post(address("unsaved", self.story), {"unsaved": "0"}).json()
        self.assertEqual(told["here"], "")

    def test_who_reads_an_older_text_is_told_before_saving(self):
        read = {"unsaved": "0", "read_version": self.story.version}
        self.assertEqual(
            self.client.post(address("unsaved", self.story), read).json()["newer"], ""
        )
        self.story.headline = "Newer"
        publishing.save(self.story, by=self.other)
        told = self.client.post(address("unsaved", self.story), read).json()
        self.assertIn("has saved this story", told["newer"])

    def test_it_is_for_those_who_may_change_the_story(self):
        self.client.force_login(make.user("Reporter"))
        for word in ("unsaved", "typed"):
            answer = self.client.post(address(word, self.story), {"unsaved": "1"})
            self.assertEqual(answer.status_code, 404)
            self.assertEqual(
                self.client.get(address(word, self.story)).status_code, 405
            )

    def test_it_goes_with_a_killed_story_and_after_a_month(self):
        self.type(self.story, headline="Secret")
        publishing.kill(self.story, by=make.user("Managing editor"))
        self.assertFalse(Unsaved.objects.exists())
        self.type(make.draft(), headline="Old")
        Unsaved.objects.update(seen_at=timezone.now() - timedelta(days=31))
        unsaved.discard_old()
        self.assertFalse(Unsaved.objects.exists())
