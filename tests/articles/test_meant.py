"""“Did you mean”: a search that finds nothing offers the nearest words that would."""

from datetime import timedelta
from unittest.mock import patch
from urllib.parse import quote

from django.test import TestCase
from django.utils import timezone

from articles import search, tasks, words
from articles.models import Byline, Digest, Word
from newsroom.pages.store import store
from tests import make


class MeantTests(TestCase):
    def setUp(self):
        store.clear()
        article = make.article(headline="Harbour dredging begins", standfirst="Résumé")
        writer = make.contributor(name="Petra Vance")
        Byline.objects.create(article=article, contributor=writer)
        words.learn(article)
        words.learn(make.article(headline="قرية تطفئ أنوارها", language="ar"))

    def test_a_word_mistyped_leads_to_the_one_that_was_meant(self):
        for asked, meant in (
            ("harbor dreging", "harbour dredging"),
            ("Petra Vence", "petra vance"),
            ("Rèsumè", "résumé"),
            ("harbour", ""),
            ("zzzzqqqq", ""),
            ("انوارهاا", "انوارها"),
            ("%_'\\ :* &", ""),
            ("", ""),
        ):
            with self.subTest(asked):
                self.assertEqual(words.meant(asked), meant)

    def test_a_story_that_another_is_like_is_learned_in_its_own_turn(self):
        one = make.article(headline="Estuary pilots strike")
        two = make.article(headline="Estuary pilots return")
        for story in (one, two):
            tasks.digest(article_id=story.pk)
        self.assertEqual(words.meant("estuary retern"), "estuary return")
        self.assertEqual(Digest.objects.get(article=one).related, [two.pk])
        self.assertEqual(Word.objects.get(text="estuary").seen, 2)

    def test_a_narrowed_search_that_finds_nothing_leads_to_the_whole_one(self):
        page = self.client.get("/search/?q=harbour+%26+r%C3%A9sum%C3%A9&section=none")
        self.assertContains(page, 'href="?q=harbour%20%26%20r%C3%A9sum%C3%A9"')
        page = self.client.get("/search/?q=nowhere")
        self.assertNotContains(page, "in all stories")

    def test_the_page_offers_it_only_when_nothing_was_found(self):
        page = self.client.get(f"/search/?q={quote('harbor')}&section=none")
        self.assertContains(page, "Did you mean:")
        self.assertContains(page, "q=harbour")
        self.assertContains(page, "section=none")
        found = self.client.get("/search/?q=harbour")
        self.assertNotContains(found, "Did you mean:")

    def test_where_the_newest_hold_nothing_the_way_to_older_ones_is_shown(self):
        for number in range(6):
            moment = timezone.now() - timedelta(hours=number + 1)
            make.article(body="<p>Sand and snow.</p>", published_at=moment)
        old = timezone.now() - timedelta(days=9)
        make.article(body="<p>Snow and sand.</p>", published_at=old)
        with (
            patch.object(search.Search, "stand_near", lambda *_given: True),
            patch.object(search, "WALKED", 2),
        ):
            page = self.client.get("/search/", {"q": '"snow and sand"'})
        self.assertContains(page, "Older ones may.")
        self.assertContains(page, 'rel="next"')
        self.assertNotContains(page, "Did you mean:")

    def test_of_two_as_near_the_more_common_is_offered(self):
        Word.objects.create(text="planes", key="planes", seen=3)
        Word.objects.create(text="planet", key="planet", seen=9)
        self.assertEqual(words.meant("planed"), "planet")

    def test_a_very_long_search_costs_little(self):
        Word.objects.create(text="planet", key="planet", seen=9)
        unknown = [f"zqx{'abcdefgh'[n]}" for n in range(words.MOST_TERMS)]
        with self.assertNumQueries(1):
            self.assertEqual(words.meant(" ".join([*unknown, "planex"])), "")
        with self.assertNumQueries(1):
            said = words.meant(" ".join([*unknown[1:], "planex"]))
        self.assertEqual(said, " ".join([*unknown[1:], "planet"]))
