"""What stands around comments is kept while only they change."""

from datetime import timedelta
from urllib.parse import urlencode

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Byline, Contributor, Section
from comments import closing, tokens
from comments.models import CommentPolicy
from newsroom.pages.store import choices, store, surroundings
from tests import make


class AroundCommentsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.story = make.article(headline="The ferry", body="<p>It sails.</p>")
        cls.writer = make.contributor(name="Ada Byron")
        Byline.objects.create(article=cls.story, contributor=cls.writer)

    def page(self, query=""):
        return self.client.get(f"{self.story.get_absolute_url()}{query}")

    def test_a_comment_makes_only_the_comments_anew(self):
        self.page()
        made = len(surroundings)
        make.comment("approved", article=self.story, body="Does it float?")

        with CaptureQueriesContext(connection) as asked:
            page = self.page()

        self.assertContains(page, "Does it float?")
        self.assertContains(page, "Ada Byron")
        self.assertEqual(len(surroundings), made)
        # Whether it changed, then what it is made of: all but the comments in one.
        self.assertEqual(len(asked), 3)
        store.clear()
        self.assertEqual(page.content, self.page().content)

    def test_a_change_of_the_story_shows_at_once(self):
        self.page()
        day = timezone.now() - timedelta(days=1)
        for change, shown in (
            (lambda: self.change(Article, self.story, headline="The pier"), "The pier"),
            (lambda: self.change(Section, self.story.section, name="Coast"), "Coast"),
            (lambda: self.change(Contributor, self.writer, name="Ida"), "Ida"),
            (lambda: make.article(headline="Of old", published_at=day), "Of old"),
        ):
            change()
            self.assertContains(self.page(), shown)
        made = len(surroundings)
        self.page("?utm_source=elsewhere")
        self.assertEqual(len(surroundings), made)
        for kind, row in ((Section, self.story.section), (Article, self.story)):
            self.assertContains(self.page(), 'id="respond"')
            self.change(kind, row, comments_mode="closed")
            self.assertNotContains(self.page(), 'id="respond"')
            self.change(kind, row, comments_mode="open")

    def test_a_change_of_the_policy_shows_at_once(self):
        for number in range(3):
            make.comment("approved", article=self.story, body=f"Number {number}.")
        self.assertContains(self.page(), 'id="respond"')
        policy = CommentPolicy.objects.get()

        self.change(CommentPolicy, policy, per_page=2)
        self.assertContains(self.page(), "Page 1 of 2")
        self.change(CommentPolicy, policy, paused=True)
        self.assertNotContains(self.page(), 'id="respond"')
        self.change(CommentPolicy, policy, paused=False)
        self.assertContains(self.page(), 'id="respond"')
        closing.close(self.story, by=make.user())
        self.assertNotContains(self.page(), 'id="respond"')

    def change(self, model, row, **said):
        model.objects.filter(pk=row.pk).update(**said)

    def test_whoever_has_a_receipt_leaves_nothing_in_it(self):
        comment = make.comment(article=self.story, body="Only for me.")
        asked = urlencode({"receipt": tokens.receipt_for(comment.pk)})

        own = self.page(f"?{asked}")

        self.assertContains(own, "Only for me.")
        self.assertNotContains(self.page(), "Only for me.")

    def test_a_refused_comment_is_shown_in_a_page_of_its_own(self):
        address = f"{self.story.get_absolute_url()}comments/"
        sent = {"name": "", "email": "r@example.org", "comment": "Not kept."}

        refused = self.client.post(
            address, sent, headers={"origin": "http://testserver"}
        )

        self.assertContains(refused, "Not kept.", status_code=422)
        self.assertContains(refused, "Ada Byron", status_code=422)
        self.assertNotContains(self.page(), "Not kept.")


class AroundCountsTests(TestCase):
    """A front page counts comments in many places; its stories stay the same."""

    @classmethod
    def setUpTestData(cls):
        cls.story = make.article(headline="The ferry")

    def setUp(self):
        store.clear()

    def test_a_comment_makes_only_what_counts_it_anew(self):
        self.client.get("/")
        make.comment("approved", article=self.story)

        with CaptureQueriesContext(connection) as asked:
            page = self.client.get("/")
        counted = [query for query in asked if "comments_comment" in query["sql"]]

        self.assertContains(page, "1 comment<", 2)
        self.assertEqual((len(surroundings), len(choices)), (1, 1))
        self.assertLessEqual(len(counted), 4)
        store.clear()
        self.assertEqual(page.content, self.client.get("/").content)

    def test_each_front_page_keeps_its_own(self):
        make.article(headline="Die Fähre", language="de")
        pages = [self.client.get(path).content.decode() for path in ("/", "/de/", "/")]

        self.assertIn("The ferry", pages[0])
        self.assertNotIn("The ferry", pages[1])
        self.assertIn("Die Fähre", pages[1])
        self.assertEqual(pages[0], pages[2])
        self.assertEqual((len(surroundings), len(choices)), (2, 2))

    def test_a_change_of_a_story_shows_at_once(self):
        self.client.get("/")
        Article.objects.filter(pk=self.story.pk).update(headline="The pier")
        self.assertContains(self.client.get("/"), "The pier")
        later = make.article(headline="The mole")
        self.assertContains(self.client.get("/"), "The mole")
        type(later).objects.filter(pk=later.pk).update(status="withdrawn")
        self.assertNotContains(self.client.get("/"), "The mole")
