"""A thread of five thousand costs what one of fifty does, and loses nobody's words."""

import re

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from comments import counting
from comments.models import Comment, CommentPolicy
from newsroom.bench import plans
from newsroom.pages.store import store
from tests import make

TOPS, REPLIES = 2000, 1000


def approved(article, count, parent=None, above=""):
    """Many at once, each with its decision."""
    moment = "now() - interval '1 hour'"
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO comments_comment (article_id, section_id, parent_id, depth,"  # noqa: S608 (ours)
            " path, author_name, body, body_html, status, version, decided_at,"
            " visible_from)"
            f" SELECT %s, %s, {parent or 'NULL'}, 1, '{{}}', 'Reader ' || n, 'Words.',"
            f" '<p>Words.</p>', 'approved', 2, {moment}, {moment}"
            f" FROM generate_series(1, %s) AS n {above} RETURNING id",
            [article.pk, article.section_id, count],
        )
        ids = [pk for (pk,) in cursor.fetchall()]
        cursor.execute(
            "INSERT INTO comments_decision (comment_id, policy, comment_version,"
            " from_status, to_status)"
            " SELECT unnest(%s), 'test', 1, 'held', 'approved'",
            [ids],
        )
    counting.recount([article.pk])
    return ids


def shown(page):
    return [int(pk) for pk in re.findall(r'id="comment-(\d+)"', page.content.decode())]


class LongThreadTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.few = make.article()
        approved(cls.few, 50)
        cls.many = make.article()
        cls.tops = approved(cls.many, TOPS)
        # Each of the first thousand tops has a reply, and one has two thousand.
        each = f"JOIN comments_comment AS top ON top.id = {cls.tops[0]} - 1 + n"
        cls.replies = approved(cls.many, REPLIES, "top.id", each)
        cls.talk = approved(cls.many, TOPS, str(cls.tops[-1]))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE comments_comment")

    def setUp(self):
        store.clear()

    def page(self, query="", article=None):
        return self.client.get((article or self.many).get_absolute_url() + query)

    def cost(self, query="", article=None):
        self.page(query, article)
        store.clear()
        with CaptureQueriesContext(connection) as queries:
            page = self.page(query, article)
        store.clear()
        read = plans.plans_of(lambda: self.page(query, article))
        return len(queries), sum(plan.buffers for plan in read), len(page.content)

    def test_its_pages_cost_what_those_of_fifty_comments_cost(self):
        queries, blocks, size = self.cost(article=self.few)
        for query in ("", "?page=41"):
            with self.subTest(query):
                found = self.cost(query)
                self.assertLessEqual(found[0], queries + 1)
                # The sizes of 2,000 conversations are one row, out of line.
                self.assertLess(found[1], blocks + 100)
                self.assertLess(found[2], size * 6)

    def test_every_comment_stands_on_one_page_and_is_led_to(self):
        seen, number = [], 1
        while True:
            page = self.page(f"?page={number}")
            if page.status_code != 200:
                break
            seen += shown(page)
            number += 1
        everyone = [*self.tops, *self.replies, *self.talk]
        self.assertEqual(len(everyone), 5000)
        self.assertEqual(set(seen), set(everyone))
        # What goes on over several pages begins each time with what it answers.
        again = len(seen) - len(set(seen))
        self.assertEqual(again, (1 + TOPS) // 300)
        for pk in (self.tops[0], self.tops[1234], self.replies[77], *self.talk[::700]):
            place = self.client.get(f"/comments/{pk}/")["Location"]
            self.assertIn(pk, shown(self.client.get(place.partition("#")[0])), pk)

    def test_numbers_go_on_where_a_conversation_is_cut(self):
        place = self.client.get(f"/comments/{self.talk[-1]}/")["Location"]
        page = self.client.get(place.partition("#")[0])
        self.assertContains(page, f'<span class="number">{TOPS}.{TOPS}.</span>')
        self.assertContains(page, f'<span class="number">{TOPS}.</span>')
        self.assertNotContains(page, "This comment is not shown.")

    def test_the_newest_are_one_step_away(self):
        page = self.page()
        self.assertContains(page, "The newest comments")
        newest = re.search(r'\?page=(\d+)#comments">The newest', page.content.decode())
        last = self.page(f"?page={newest[1]}")
        self.assertIn(self.talk[-1], shown(last))
        self.assertNotContains(last, "The newest comments")
        CommentPolicy.objects.update(order="newest")
        store.clear()
        self.assertIn(self.talk[0], shown(self.page()))
        self.assertLess(page.content.count(b"?page="), 12)

    def test_a_page_that_is_not_there_leads_to_the_last(self):
        for article, query, leads_to in (
            (self.few, "?page=3", "#comments"),
            (self.few, f"?page={'9' * 18}", "#comments"),
            (self.many, "?page=9000", "?page="),
        ):
            answer = self.page(query, article)
            self.assertEqual(answer.status_code, 302)
            self.assertIn(leads_to, answer["Location"])
            self.assertIn("no-store", answer["Cache-Control"])
            there = self.client.get(answer["Location"].partition("#")[0])
            self.assertEqual(there.status_code, 200)
        for odd in ("0", "-1", "x", "1.5", "9" * 30):
            self.assertEqual(self.page(f"?page={odd}").status_code, 200)
        reply = self.page(f"?page=900&reply={self.tops[0]}")
        self.assertContains(reply, "Leave a Reply to")

    def test_deeper_replies_than_five_are_shown_at_the_fifth(self):
        parent = Comment.objects.get(pk=approved(self.few, 1)[0])
        for _depth in range(7):
            parent = make.comment("approved", article=self.few, parent=parent)
        page = self.page("?page=2", self.few).content.decode()
        inside = page[: page.index(f'id="comment-{parent.pk}"')]
        inside = inside[inside.index('id="comments"') :]
        self.assertEqual(inside.count("<ol ") - inside.count("</ol>"), 5)
