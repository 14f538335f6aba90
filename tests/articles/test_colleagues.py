"""Notes between editors on a story, and whose turn it is with it."""

from django.core.exceptions import ObjectDoesNotExist
from django.test import TestCase
from django.urls import reverse

from articles import colleagues, publishing
from articles.models import Act, Article, Assignment, Note, Seal
from newsroom.models import Letter
from tests import make
from tests.articles.admin import ADD, change, filled

LIST = reverse("admin:articles_article_changelist")


class TogetherTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make.user("Editor", display_name="Ada")
        cls.reporter = make.user("Reporter", display_name="Rex", email="rex@paper.org")

    def setUp(self):
        self.client.force_login(self.editor)

    def save(self, story, **fields):
        return self.client.post(change(story), filled(story, **fields))

    def listed(self, user, **asked):
        self.client.force_login(user)
        return [*self.client.get(LIST, asked).context["cl"].result_list]

    def test_a_note_stands_beside_the_story_for_colleagues_and_for_no_reader(self):
        story = make.article()
        self.save(story, note="Call <b>her</b> back.\nToday.", change="")

        page = self.client.get(change(story))
        self.assertContains(page, "Call &lt;b&gt;her&lt;/b&gt; back.<br>Today.")
        self.assertContains(page, "Ada")
        self.assertNotContains(self.client.get(story.get_absolute_url()), "Call")
        act = Act.objects.get(act="note")
        self.assertEqual((act.by, act.note), (self.editor, ""))

    def test_a_note_changes_nothing_of_the_story(self):
        story = make.article()
        self.save(story, note="A word.", change="")
        story.refresh_from_db()
        self.assertIsNone(story.updated_at)

    def test_a_story_is_given_with_a_letter_and_both_names_are_on_record(self):
        story = make.draft(created_by=self.editor)
        self.save(story, assigned_to=self.reporter.pk)

        assignment = Assignment.objects.get()
        self.assertEqual((assignment.to, assignment.by), (self.reporter, self.editor))
        act = Act.objects.get(act="assign")
        self.assertEqual((act.by, act.note), (self.editor, "Rex"))
        letter = Letter.objects.get()
        self.assertEqual(letter.to, "rex@paper.org")
        self.assertIn(change(story), letter.body)

    def test_who_was_given_a_story_can_write_it_until_it_is_taken_back(self):
        story = make.draft(created_by=self.editor)
        self.client.force_login(self.reporter)
        self.assertEqual(self.client.get(change(story)).status_code, 302)
        colleagues.assign(story, self.reporter, by=self.editor)
        self.assertEqual(self.client.get(change(story)).status_code, 200)
        self.assertEqual(self.listed(self.reporter), [story])

        colleagues.assign(story, None, by=self.editor)

        self.assertEqual(self.listed(self.reporter), [])
        self.assertEqual(Act.objects.filter(act="assign").count(), 2)

    def test_mine_are_those_that_i_wrote_or_was_given_and_that_are_not_out(self):
        wrote = make.draft(created_by=self.editor)
        given = make.draft(status="in_review")
        colleagues.assign(given, self.editor, by=self.reporter)
        make.draft()
        make.article(created_by=self.editor)

        self.assertEqual(self.listed(self.editor, standing="mine"), [given, wrote])

    def test_saving_a_form_that_was_open_gives_it_to_nobody_else(self):
        story = make.draft(created_by=self.editor)
        colleagues.assign(story, self.reporter, by=self.editor)
        as_opened = {"initial-assigned_to": "", "assigned_to": ""}
        answer = self.save(story, headline="Another", **as_opened)

        self.assertEqual(answer.status_code, 302)
        self.assertEqual(colleagues.given_to(story), self.reporter)

    def test_a_refused_save_keeps_the_note_on_the_form(self):
        answer = self.client.post(ADD, filled(note="Half a thought", headline=""))
        self.assertContains(answer, "Half a thought")
        self.assertFalse(Note.objects.exists())

    def test_somebody_without_a_part_in_stories_is_not_chosen(self):
        story = make.draft()
        answer = self.save(story, assigned_to=make.user("Moderator").pk)
        self.assertContains(answer, "Select a valid choice")

    def test_notes_go_with_a_killed_story_into_its_seal(self):
        story = make.article()
        colleagues.write(story, "The lawyer called.", by=self.editor)
        publishing.kill(story, by=make.user("Managing editor"))

        self.assertFalse(Note.objects.exists())
        [note] = Seal.objects.get().content["notes"]
        self.assertEqual(note["text"], "The lawyer called.")

    def test_they_go_with_a_deleted_draft(self):
        story = make.draft()
        colleagues.assign(story, self.reporter, by=self.editor)
        colleagues.write(story, "A word.", by=self.editor)
        address = reverse("admin:articles_article_delete", args=[story.pk])
        self.client.post(address, {"post": "yes"})
        with self.assertRaises(ObjectDoesNotExist):
            Article.objects.get(pk=story.pk)
