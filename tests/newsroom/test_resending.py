"""A form of staff that comes too late is not dropped."""

from django.test import Client, TestCase
from django.urls import reverse

from articles.models import Article
from tests import make
from tests.articles.admin import change, filled
from tests.markup import Markup


def sent_again(page):
    """What the page's button sends."""
    fields = [
        (own["name"], own["value"])
        for name, own in Markup(page.content.decode()).elements
        if name == "input" and own.get("type") == "hidden"
    ]
    return {
        name: [value for each, value in fields if each == name] for name, _v in fields
    }


class SentAgainTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make.user("Editor")
        cls.story = make.draft(headline="As it was", section=make.section())

    def setUp(self):
        self.client = Client(
            enforce_csrf_checks=True, headers={"Sec-Fetch-Site": "same-origin"}
        )
        self.client.force_login(self.editor)
        page = self.client.get(change(self.story))
        token = page.context["csrf_token"]
        self.typed = filled(self.story, headline="<b>“Typed”</b> late") | {
            "csrfmiddlewaretoken": f"{token}"
        }

    def post(self, words, **headers):
        return self.client.post(change(self.story), words, headers=headers)

    def test_what_was_written_waits_for_the_next_sign_in(self):
        self.client.logout()
        late = self.post(self.typed)
        self.assertContains(late, "Sign in in another window", status_code=403)
        self.assertIn("no-store", late.headers["Cache-Control"])
        self.client.force_login(self.editor)

        answer = self.post(sent_again(late))

        self.assertRedirects(answer, reverse("admin:articles_article_changelist"))
        self.assertEqual(
            Article.objects.get(pk=self.story.pk).headline, "<b>“Typed”</b> late"
        )

    def test_a_sign_in_in_another_window_costs_one_press_more(self):
        self.client.cookies["csrf"] = "a" * 32
        answer = self.post(self.typed)
        self.assertContains(answer, "You have signed in again", status_code=403)

        self.post(sent_again(answer))

        self.story.refresh_from_db()
        self.assertIn("Typed", self.story.headline)

    def test_what_another_site_sent_is_not_given_a_button_of_ours(self):
        for headers in (
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Origin": "https://elsewhere.example"},
        ):
            forged = self.post(self.typed | {"csrfmiddlewaretoken": "x"}, **headers)
            self.assertNotContains(forged, "Typed", status_code=403)
            self.client.logout()
            late = self.post(self.typed, **headers)
            self.assertNotIn("Typed", late.content.decode())
            self.client.force_login(self.editor)

    def test_passwords_are_not_written_on_a_page(self):
        self.client.logout()
        answer = self.client.post(
            reverse("admin:password_change"),
            {"new_password1": "secret-1", "csrfmiddlewaretoken": "x"},
        )
        self.assertNotContains(answer, "secret-1", status_code=403)

    def test_a_moderators_words_wait_too(self):
        self.client.logout()
        self.client.force_login(make.user("Moderator"))
        page = self.client.get(reverse("comments:queue"))
        token = page.context["csrf_token"]
        self.client.logout()

        late = self.client.post(
            "/desk/note/?a=1",
            {"words": "Ask\nher", "csrfmiddlewaretoken": f"{token}"},
        )

        self.assertContains(late, 'value="Ask', status_code=403)
        self.assertContains(late, 'action="/desk/note/?a=1"', status_code=403)
