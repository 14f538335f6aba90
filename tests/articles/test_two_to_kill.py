"""Killing by two persons, where the policy asks for it."""

from django.test import TestCase
from django.urls import reverse

from articles import publishing
from articles.models import Act, Article, PublishingPolicy, Seal
from articles.refusals import Refused
from newsroom.models import Letter
from tests import make
from tests.articles.admin import change


class TwoToKillTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.first = make.user("Managing editor", display_name="Ada")
        cls.second = make.user("Managing editor", email="second@paper.example")
        PublishingPolicy.objects.update(kill_by_two=True)

    def setUp(self):
        self.story = make.article(headline="The story")

    def kill(self, by, reason="Court order."):
        publishing.kill(Article.objects.get(pk=self.story.pk), by=by, reason=reason)
        self.story.refresh_from_db()

    def test_the_first_press_takes_it_down_and_tells_the_others(self):
        self.kill(self.first)

        self.assertEqual(self.story.status, "withdrawn")
        answer = self.client.get(self.story.get_absolute_url())
        self.assertEqual(answer.status_code, 410)
        self.assertFalse(Seal.objects.exists())
        letter = Letter.objects.get()
        self.assertEqual(letter.to, "second@paper.example")
        self.assertIn(change(self.story), letter.body)

    def test_the_second_person_kills_it(self):
        self.kill(self.first)
        self.kill(self.second, "I confirm.")

        self.assertEqual(self.story.status, "killed")
        acts = Act.objects.filter(act__in=["ask", "kill"]).order_by("pk")
        self.assertEqual([act.by for act in acts], [self.first, self.second])

    def test_one_person_is_never_two(self):
        self.kill(self.first)
        with self.assertRaisesMessage(Refused, "another person must confirm"):
            self.kill(self.first)
        self.assertEqual(self.story.status, "withdrawn")

    def test_publishing_it_again_ends_the_request(self):
        self.kill(self.first)
        publishing.publish(self.story, by=self.second)
        self.kill(self.second)
        self.assertEqual(self.story.status, "withdrawn")

    def test_the_form_and_the_second_person_s_page_say_who_asks_and_why(self):
        self.client.force_login(self.first)
        address = reverse("admin:articles_article_act", args=["kill"])
        words = {"story": self.story.pk, "reason": "Court order 12"}
        answer = self.client.post(address, words, follow=True)
        self.assertContains(answer, "Another person must confirm it.")
        self.client.force_login(self.second)
        for page in (change(self.story), f"{address}?story={self.story.pk}"):
            said = self.client.get(page)
            self.assertContains(said, "\u2068Ada\u2069 asks that this story be killed")
            self.assertContains(said, "Court order 12")

    def test_without_the_policy_one_is_enough(self):
        PublishingPolicy.objects.update(kill_by_two=False)
        self.kill(self.first)
        self.assertEqual(self.story.status, "killed")
