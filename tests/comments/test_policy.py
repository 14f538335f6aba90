"""The policy's one page: who may change it, what it refuses, and what is on record."""

from django.contrib.admin.models import LogEntry
from django.test import TestCase
from django.urls import reverse

from comments.models import CommentPolicy
from tests import make

PAGE = reverse("admin:comments_commentpolicy_change", args=[1])


class PolicyPageTests(TestCase):
    def setUp(self):
        self.editor = make.user("Managing editor")
        self.client.force_login(self.editor)

    def filled(self, **fields):
        form = self.client.get(PAGE).context["adminform"].form
        said = {name: form.initial.get(name) for name in form.fields}
        said |= fields
        return {n: v for n, v in said.items() if v is not None and v is not False}

    def test_its_list_is_its_form(self):
        answer = self.client.get(reverse("admin:comments_commentpolicy_changelist"))
        self.assertRedirects(answer, PAGE)

    def test_every_field_says_in_words_what_it_does(self):
        form = self.client.get(PAGE).context["adminform"].form
        # These stand under a sentence of their own.
        explained = {"read_version", "tell", "tell_hours", "tell_minutes"}
        for name, field in form.fields.items():
            self.assertTrue(field.help_text or name in explained, name)

    def test_a_change_stands_with_a_new_version_and_is_on_record_with_its_values(self):
        before = CommentPolicy.objects.get().version

        answer = self.client.post(PAGE, self.filled(depth=3, paused=True))

        self.assertEqual(answer.status_code, 302)
        policy = CommentPolicy.objects.get()
        self.assertEqual((policy.depth, policy.paused), (3, True))
        self.assertGreater(policy.version, before)
        entry = LogEntry.objects.get()
        self.assertEqual(entry.user, self.editor)
        self.assertIn("Levels of replies: 5 → 3", entry.get_change_message())
        self.assertIn("Pause all commenting: False → True", entry.get_change_message())
        history = reverse("admin:comments_commentpolicy_history", args=[1])
        self.assertContains(self.client.get(history), "Levels of replies: 5 → 3")

    def test_what_cannot_be_is_refused_with_a_sentence_at_its_field(self):
        for field, value, words in (
            ("depth", 0, "greater than or equal to 1"),
            ("depth", 11, "less than or equal to 10"),
            ("per_page", 201, "less than or equal to 200"),
            ("max_length", 65_526, "less than or equal to 65525"),
            ("close_after_days", 0, "greater than or equal to 1"),
            ("approvals_needed", 0, "greater than or equal to 1"),
            ("network_days", 0, "greater than or equal to 1"),
            ("refused_days", "soon", "Enter a whole number."),
            ("paused_sentence", "", "This field is required."),
            ("appear", "at once", "Select a valid choice."),
            ("order", "random", "Select a valid choice."),
        ):
            with self.subTest(field=field, value=value):
                answer = self.client.post(PAGE, self.filled(**{field: value}))

                errors = answer.context["adminform"].form.errors
                self.assertEqual(list(errors), [field])
                self.assertIn(words, str(errors[field]))
        self.assertEqual(LogEntry.objects.count(), 0)

    def test_a_stale_save_is_refused_and_a_second_press_saves(self):
        words = self.filled(per_page=20)
        CommentPolicy.objects.update(depth=2)

        answer = self.client.post(PAGE, words)

        self.assertContains(answer, "Somebody else changed the policy meanwhile")
        self.assertEqual(CommentPolicy.objects.get().per_page, 50)
        read = answer.context["adminform"].form["read_version"].value()
        self.client.post(PAGE, {**words, "read_version": read})
        self.assertEqual(CommentPolicy.objects.get().per_page, 20)

    def test_only_managing_editors_may(self):
        for group in ("Reporter", "Editor", "Moderator", ""):
            self.client.force_login(make.user(group))
            for answer in (self.client.get(PAGE), self.client.post(PAGE, {"depth": 1})):
                self.assertEqual(answer.status_code, 403, group)
        self.assertEqual(CommentPolicy.objects.get().depth, 5)

    def test_there_is_one_and_it_stays(self):
        for name, args in (("add", []), ("delete", [1])):
            page = reverse(f"admin:comments_commentpolicy_{name}", args=args)
            self.assertEqual(self.client.post(page, {"post": "yes"}).status_code, 403)
