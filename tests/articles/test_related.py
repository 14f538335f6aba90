from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from articles import publishing, related
from articles.models import Article, Digest, Tagging
from articles.tasks import digest, digest_missing
from newsroom.pages.store import store
from tests import make


class RelatedTests(TestCase):
    def setUp(self):
        store.clear()
        self.topic = make.topic(name="Harbour")
        self.first = make.article(headline="Harbour dredging begins at the old quay")
        self.alike = make.article(headline="Dredging of the harbour quay is delayed")
        self.shares = make.article(headline="Something else entirely")
        for article in (self.first, self.shares):
            Tagging.objects.create(article=article, topic=self.topic)
        self.other = make.article(headline="Snow closes a mountain pass")
        self.foreign = make.article(
            headline="Harbour dredging begins at the old quay", language="de"
        )

    def titles(self, article):
        page = self.client.get(article.get_absolute_url()).content.decode()
        more = page.partition('class="more-stories')[2].partition("</ul>")[0]
        stories = Article.objects.exclude(pk=article.pk)
        return {story for story in stories if f">{story.headline}<" in more}

    def test_a_story_shows_those_of_its_topics_and_those_of_its_words(self):
        self.assertEqual(self.titles(self.first), set())

        digest(article_id=self.alike.pk)
        digest(article_id=self.first.pk)

        self.assertEqual(self.titles(self.first), {self.alike, self.shares})
        self.assertIn(self.first, self.titles(self.alike))

    def test_what_is_no_longer_live_is_gone_from_there_at_once(self):
        digest(article_id=self.first.pk)
        self.assertIn(self.alike, self.titles(self.first))
        publishing.withdraw(self.alike, by=make.user("Editor"))
        self.assertEqual(self.titles(self.first), {self.shares})

    def test_a_changed_headline_is_shown_there_at_once(self):
        digest(article_id=self.first.pk)
        self.titles(self.first)
        Article.objects.filter(pk=self.alike.pk).update(headline="Renamed")
        page = self.client.get(self.first.get_absolute_url())
        self.assertContains(page, "Renamed")

    def test_it_costs_the_page_no_query(self):
        def queries():
            store.clear()
            with CaptureQueriesContext(connection) as asked:
                self.client.get(self.first.get_absolute_url())
            return len(asked)

        before = queries()
        digest(article_id=self.first.pk)
        self.assertEqual(queries(), before)

    def test_the_sweep_finds_what_no_act_has_told_of(self):
        digest_missing(timestamp=0)
        live = Article.objects.live()
        self.assertEqual(Digest.objects.count(), live.count())
        with self.assertNumQueries(1):
            digest_missing(timestamp=0)

    def test_words_that_look_like_a_query_are_words(self):
        headline = "it's & | ! :* <-> \\ ' \"quay\" ("
        odd = make.article(headline=headline, standfirst="\\'")
        self.assertIsInstance(related.like(odd), list)
        empty = make.article(headline="…")
        self.assertEqual(related.like(empty), [])
