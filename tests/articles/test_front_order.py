"""What editors put first on the front page, and in which order."""

from datetime import timedelta

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from articles import arranging, publishing
from articles.models import Act, Article, Lead
from articles.refusals import Refused
from newsroom.pages.store import store
from tests import make

PAGE = reverse("admin:articles_article_front")
PREVIEW = reverse("admin:articles_article_front_preview")


class FrontOrderTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make.user("Editor")
        section = make.section()
        cls.stories = [
            make.article(
                headline=f"Headline {name}",
                section=section,
                published_at=timezone.now() - timedelta(hours=hours),
            )
            for hours, name in enumerate("ABCDEFG", start=1)
        ]

    def setUp(self):
        store.clear()
        self.client.force_login(self.editor)

    def put(self, *stories, seen=()):
        ids = [story.pk for story in stories]
        arranging.arrange(ids, seen=[s.pk for s in seen], by=self.editor)

    def press(self, *leads, seen=(), **button):
        words = {"lead": [s.pk for s in leads], "seen": [s.pk for s in seen]}
        return self.client.post(PAGE, words | button)

    def front(self, path="/"):
        text = self.client.get(path).content.decode()
        return sorted("ABCDEFG", key=lambda name: text.index(f"Headline {name}"))

    def test_what_is_put_first_stands_first_and_the_newest_after_it(self):
        self.assertEqual(self.front()[:3], ["A", "B", "C"])
        *_, f, g = self.stories
        self.put(g, f)
        self.assertEqual(self.front()[:5], ["G", "F", "A", "B", "C"])

    def test_a_change_is_on_a_page_that_was_stored(self):
        a, b, *_rest = self.stories
        self.put(b)
        self.assertEqual(self.front()[0], "B")
        self.put(a, b, seen=[b])
        self.assertEqual(self.front()[0], "A")
        self.put(seen=[a, b])
        self.assertFalse(Lead.objects.exists())

    def test_a_story_that_is_not_out_takes_no_place(self):
        last = self.stories[-1]
        self.put(last)
        publishing.withdraw(last, by=self.editor)
        self.assertNotContains(self.client.get("/"), "Headline G")
        later = make.article(
            headline="Not yet", published_at=timezone.now() + timedelta(days=1)
        )
        self.put(later)
        self.assertNotContains(self.client.get("/"), "Not yet")

    def test_two_who_arrange_at_once_do_not_undo_each_other(self):
        a, b, c, *_rest = self.stories
        self.put(c)
        with self.assertRaises(Refused):
            self.put(a, b)
        answer = self.press(a, b, save="1")

        self.assertContains(answer, "A colleague changed the order meanwhile.")
        self.assertEqual([s.pk for s, _ in answer.context["leads"]], [a.pk, b.pk])
        self.assertEqual(arranging.order(), [c.pk])
        seen = [Article.objects.get(pk=pk) for pk in answer.context["seen"]]
        self.press(a, b, seen=seen, save="1")
        self.assertEqual(arranging.order(), [a.pk, b.pk])

    def test_who_moved_what_is_on_record(self):
        a, b, *_rest = self.stories
        self.put(a, b)
        self.put(b, seen=[a, b])
        moves = Act.objects.filter(act="lead").order_by("pk")
        found = [(move.article_id, move.note, move.by) for move in moves]
        expected = [
            (a.pk, "– → 1"), (b.pk, "– → 2"), (a.pk, "1 → –"), (b.pk, "2 → 1"),
        ]  # fmt: skip
        self.assertEqual(found, [(*move, self.editor) for move in expected])

    def test_every_button_works_without_script_and_saves_nothing(self):
        a, b, c, *_rest = self.stories
        for button, expected in (
            ({"up": c.pk}, [a, c, b]),
            ({"down": a.pk}, [b, a, c]),
            ({"up": a.pk}, [a, b, c]),
            ({"down": c.pk}, [a, b, c]),
            ({"out": b.pk}, [a, c]),
            ({"in": self.stories[5].pk}, [self.stories[5], a, b, c]),
            ({"look": "1"}, [a, b, c]),
        ):
            page = self.press(a, b, c, **button)
            shown = [story for story, _standing in page.context["leads"]]
            self.assertEqual(shown, expected, button)
            self.assertContains(page, "This order is not saved yet.")
        self.assertFalse(Lead.objects.exists())

    def test_another_story_is_found_by_its_words(self):
        page = self.press(find="headline g", look="1")
        self.assertEqual([s for s, _ in page.context["offered"]], [self.stories[-1]])

    def test_the_preview_shows_the_order_on_the_form(self):
        *_, f, g = self.stories
        page = self.client.post(PREVIEW, {"lead": [g.pk, f.pk]})
        text = page.content.decode()
        self.assertLess(text.index("Headline G"), text.index("Headline F"))
        self.assertLess(text.index("Headline F"), text.index("Headline A"))
        self.assertEqual(page.headers["X-Frame-Options"], "SAMEORIGIN")
        self.assertIn("no-store", page.headers["Cache-Control"])
        self.assertFalse(Lead.objects.exists())

    def test_odd_words_are_harmless(self):
        for odd in ("x", "-1", "9" * 40, "\0", "²"):
            for name in ("lead", "up", "in", "seen", "find"):
                answer = self.client.post(PAGE, {name: odd})
                self.assertEqual(answer.status_code, 200, (name, odd))
                self.client.post(PREVIEW, {name: odd})

    def test_it_is_for_those_who_may(self):
        self.client.force_login(make.user("Reporter"))
        for answer in (self.client.get(PAGE), self.client.post(PREVIEW, {})):
            self.assertEqual(answer.status_code, 403)
