"""The empty form is made once for all stories, and each has it as its own."""

from django.template.loader import render_to_string
from django.test import TestCase
from django.utils import translation

from comments import tokens
from comments.forms import CommentForm
from comments.models import CommentPolicy
from comments.templatetags.comments import ADDRESS, TOKEN, fresh_form, post_url
from newsroom.pages.store import pieces
from tests import make


def plainly(article, policy):
    token = tokens.for_form(article.pk)
    address = article.get_absolute_url()
    words = {
        "article": article,
        "action": post_url(address),
        "form": CommentForm(policy=policy, initial={"token": token, "parent": ""}),
        "policy": policy,
    }
    return render_to_string("comments/form.html", words)


class FreshFormTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.stories = [make.article(), make.article(slug="قصة-جديدة")]

    def test_it_is_what_its_template_makes_for_each_story_in_each_language(self):
        policy = CommentPolicy.objects.get()
        for language in ("en", "ar", "de"):
            for article in self.stories:
                with translation.override(language):
                    shown = fresh_form(article, policy)
                    self.assertEqual(shown, plainly(article, policy))
                    self.assertNotIn(ADDRESS, shown)
                    self.assertNotIn(TOKEN, shown)

    def test_it_is_made_once(self):
        policy = CommentPolicy.objects.get()
        for article in self.stories:
            fresh_form(article, policy)
        self.assertEqual(len(pieces), 1)

    def test_a_change_of_policy_shows_at_once(self):
        path = self.stories[0].get_absolute_url()
        self.assertNotContains(self.client.get(path), 'name="website"')
        CommentPolicy.objects.update(ask_website=True, max_length=777)

        page = self.client.get(path)
        self.assertContains(page, 'name="website"')
        self.assertContains(page, 'maxlength="777"')
