"""A moderator asks an editor about a comment; the editor advises; the desk decides."""

from django.db import IntegrityError, transaction
from django.test import TestCase

from comments import moderation
from comments.models import Comment, CommentStatus, Escalation
from newsroom.models import Letter, User
from tests import make

PAGE = "/desk/escalated/"


class EscalationTestCase(TestCase):
    def setUp(self):
        self.moderator = make.user("Moderator", username="mona")
        self.editor = make.user("Editor", username="edda", email="edda@example.org")
        story = make.article(headline="Rain on the fair")
        self.comment = make.comment(article=story, email="secret@example.org")

    def escalate(self, note="Is this a threat?", editor=None, comment=None):
        self.client.force_login(self.moderator)
        pk = (comment or self.comment).pk
        fields = {
            "escalate": pk,
            f"question-{pk}": note,
            f"editor-{pk}": (editor or self.editor).pk,
        }
        return self.client.post("/desk/escalate/", fields, follow=True)

    def answer(self, by=None, advice="reject", words="Yes, it is."):
        self.client.force_login(by or self.editor)
        escalation = Escalation.objects.last().pk
        fields = {"escalation": escalation, "advice": advice, "answer": words}
        return self.client.post("/desk/escalated/answer/", fields, follow=True)


class AskingTests(EscalationTestCase):
    def test_the_comment_stays_held_and_the_question_is_on_record(self):
        self.assertContains(self.escalate(), "edda is asked. The comment stays held.")

        row = Escalation.objects.get()
        self.assertEqual((row.moderator, row.editor), (self.moderator, self.editor))
        self.assertIsNotNone(row.escalated_at)
        self.comment.refresh_from_db()
        self.assertEqual(self.comment.status, CommentStatus.HELD)
        self.assertEqual(make.decisions(), 0)

    def test_the_editor_gets_a_letter_without_a_word_of_the_comment(self):
        self.escalate()

        letter = Letter.objects.get()
        self.assertEqual(letter.to, "edda@example.org")
        self.assertIn("Is this a threat?", letter.body)
        self.assertIn("Rain on the fair", letter.body)
        self.assertIn(f"http://localhost:8000{PAGE}#escalation-", letter.body)
        for words in ("secret@", self.comment.body):
            self.assertNotIn(words, letter.body)

    def test_an_editor_is_asked_about_a_comment_once(self):
        self.escalate()
        self.assertContains(self.escalate(), "was asked already")
        self.assertEqual(Escalation.objects.count(), 1)
        self.assertEqual(Letter.objects.count(), 1)
        with self.assertRaises(IntegrityError), transaction.atomic():
            Escalation.objects.create(
                comment=self.comment,
                editor=self.editor,
                moderator=self.moderator,
                note="Again.",
            )

    def test_a_comment_that_was_decided_meanwhile_is_not_escalated(self):
        moderation.decide(self.comment, "approved", by=moderation.By(policy="test"))
        self.assertContains(self.escalate(), "The comment is decided")
        self.assertFalse(Escalation.objects.exists())

    def test_a_question_says_something(self):
        for nothing in ("", "  \x00\u200b "):
            self.assertContains(self.escalate(nothing), "Write first what you ask.")
        self.assertFalse(Escalation.objects.exists())

    def test_nobody_asks_themselves(self):
        self.moderator.groups.add(*self.editor.groups.all())
        self.assertEqual(self.escalate(editor=self.moderator).status_code, 404)

    def test_only_somebody_who_may_answer_is_asked(self):
        reporter = make.user("Reporter")
        self.assertEqual(self.escalate(editor=reporter).status_code, 404)
        self.editor.is_active = False
        self.editor.save()
        self.assertEqual(self.escalate().status_code, 404)


class AnsweringTests(EscalationTestCase):
    def setUp(self):
        super().setUp()
        self.escalate()

    def test_an_editor_sees_what_is_asked_and_nothing_of_the_reader(self):
        other = make.comment(body="Asked of nobody.")
        self.client.force_login(self.editor)

        page = self.client.get(PAGE)

        self.assertContains(page, self.comment.body)
        self.assertContains(page, "Is this a threat?")
        for words in ("secret@example.org", other.body):
            self.assertNotContains(page, words)

    def test_the_answer_stands_on_the_card(self):
        self.assertContains(self.answer(), "Moderators see it with the comment.")

        self.client.force_login(self.moderator)
        for page in ("/desk/", PAGE):
            card = self.client.get(page)
            self.assertContains(card, "Answer: I would reject it")
            self.assertContains(card, "Yes, it is.")
        self.comment.refresh_from_db()
        self.assertEqual(self.comment.status, CommentStatus.HELD)

    def test_only_who_was_asked_answers_and_only_once(self):
        other = make.user("Editor")
        self.assertContains(self.answer(by=other), "answered or decided meanwhile")
        self.answer()
        self.assertContains(self.answer(words="No."), "answered or decided meanwhile")
        self.assertEqual(Escalation.objects.get().answer, "Yes, it is.")

    def test_an_answer_advises_something(self):
        for nothing in (
            {"advice": ""},
            {"advice": "x"},
            {"advice": "other", "words": ""},
        ):
            self.assertContains(self.answer(**nothing), "Choose what you advise")
        self.assertIsNone(Escalation.objects.get().answered_at)

    def test_it_ends_with_the_decision_and_stands_again_after_undo(self):
        by = moderation.By(moderator=self.moderator)
        made = moderation.decide(Comment.objects.get(), "spam", by=by)
        self.client.force_login(self.editor)
        self.assertContains(self.client.get(PAGE), "Nobody asks anything.")
        self.assertContains(self.answer(), "answered or decided meanwhile")

        moderation.undo(made, by=self.moderator)
        self.assertContains(self.client.get(PAGE), "Is this a threat?")

    def test_moderators_see_what_editors_are_asked(self):
        self.client.force_login(make.user("Moderator"))
        page = self.client.get(PAGE)
        self.assertContains(page, "Question to <bdi>edda</bdi>")
        self.assertNotContains(page, "</textarea>")

    def test_nobody_else_may_enter(self):
        for path, ask in (
            (PAGE, self.client.get),
            ("/desk/escalated/answer/", self.client.post),
            ("/desk/escalate/", self.client.post),
        ):
            self.client.logout()
            self.assertIn("/accounts/login/", ask(path)["Location"])
            self.client.force_login(make.user("Reporter"))
            self.assertEqual(ask(path).status_code, 403)
        self.client.force_login(self.editor)
        self.assertEqual(self.client.post("/desk/escalate/").status_code, 403)
        self.assertEqual(self.client.get("/desk/").status_code, 403)

    def test_an_editor_whose_permission_was_removed_answers_nothing(self):
        self.editor.groups.clear()
        self.editor = User.objects.get(pk=self.editor.pk)
        self.assertEqual(self.answer().status_code, 403)
