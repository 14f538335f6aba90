"""The page where a moderator chooses what they are told."""

from django.test import TestCase

from comments.models import CommentPolicy, Tell, Telling
from tests import make


class ChoosingTests(TestCase):
    def setUp(self):
        self.user = make.user("Moderator", email="mona@example.org")
        self.client.force_login(self.user)

    def choose(self, **fields):
        row = {"tell": "digest", "tell_hours": "4", "tell_minutes": "60", **fields}
        return self.client.post("/desk/told/", row)

    def test_a_moderator_chooses(self):
        section = make.section()

        answer = self.choose(sections=[section.pk])

        self.assertRedirects(answer, "/desk/told/")
        row = Telling.objects.get(moderator=self.user)
        self.assertEqual((row.tell, row.tell_hours), (Tell.DIGEST, 4))
        self.assertEqual(list(row.sections.all()), [section])

    def test_choosing_again_changes_the_same_row(self):
        self.choose()
        self.choose(tell="nothing")
        self.assertEqual(Telling.objects.get().tell, Tell.NOTHING)

    def test_a_number_that_cannot_be_is_refused_in_words(self):
        answer = self.choose(tell_hours="0")
        self.assertContains(answer, "greater than or equal to 1", status_code=422)
        self.assertFalse(Telling.objects.exists())

    def test_the_page_says_what_the_newsroom_has_set(self):
        CommentPolicy.objects.update(tell=Tell.LATE)
        answer = self.client.get("/desk/told/")
        self.assertContains(
            answer, "as the newsroom has set it: only when one has waited 60 minutes"
        )
        self.assertContains(answer, "mona@example.org")

    def test_the_desk_leads_there_and_nobody_else_may_enter(self):
        self.assertContains(self.client.get("/desk/"), 'href="/desk/told/"')
        self.client.force_login(make.user("Editor"))
        self.assertEqual(self.client.get("/desk/told/").status_code, 403)
