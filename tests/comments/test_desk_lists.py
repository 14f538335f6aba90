"""What the desk lists, in which order, and how many it says there are."""

from datetime import timedelta
from unittest.mock import patch

from django.db import connection
from django.test import TestCase
from django.utils import timezone

from comments import tallies
from comments.models import Comment, Contact, Outcome, ScreeningResult
from comments.queues import ORDERS, Search
from tests import make


def flag(comment, *names):
    ScreeningResult.objects.bulk_create(
        ScreeningResult(
            comment=comment, version=1, check_name=name, outcome=Outcome.FLAGGED
        )
        for name in names
    )


class ListTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.moderator = make.user("Moderator")
        cls.story = make.article(headline="Rain on the fair")
        cls.other = make.article(language="ar")
        cls.first = make.comment(article=cls.story, body="I blame the weather.")
        cls.second = make.comment(
            article=cls.other, body="هذا رأيي في المدرسة", email="B@example.org"
        )
        cls.decided = make.comment(
            "approved", article=cls.story, body="Weather again", author_name="Zoë"
        )

    def setUp(self):
        self.client.force_login(self.moderator)

    def listed(self, **asked):
        page = self.client.get("/desk/", asked)
        return [card.comment for card in page.context["cards"]]

    def test_a_list_is_narrowed_by_what_it_is_asked_for(self):
        flag(self.second, "links")
        for asked in (
            {"story": self.other.pk},
            {"section": self.other.section_id},
            {"language": "ar"},
            {"check": "links"},
            {"author": self.second.pk},
            {"q": "المدرسه"},
            {"q": "reader هذا"},
        ):
            self.assertEqual(self.listed(**asked), [self.second], asked)

    def test_age_is_how_long_a_comment_has_waited(self):
        past = timezone.now() - timedelta(days=2)
        Comment.objects.filter(pk=self.second.pk).update(submitted_at=past)

        self.assertEqual(self.listed(age="day"), [self.second])
        self.assertEqual(self.listed(age="week"), [])

    def test_one_network_is_listed_whatever_the_address(self):
        Contact.objects.filter(pk=self.second.pk).update(address_hash=b"1" * 16)

        self.assertEqual(self.listed(network=self.second.pk), [self.second])
        self.assertEqual(
            self.listed(network=self.first.pk, queue="every"),
            [self.decided, self.first],
        )

    def test_words_are_looked_for_in_all_comments_and_can_be_acted_on(self):
        found = self.listed(q="weather", queue="every")
        self.assertEqual(found, [self.decided, self.first])
        self.assertEqual(self.listed(q="zoe", queue="every"), [self.decided])

        page = self.client.get("/desk/", {"q": "weather", "queue": "every"})

        self.assertContains(page, f"unapprove:{self.decided.pk}.2")
        self.assertContains(page, f"approve:{self.first.pk}.1")

    def test_odd_addresses_show_a_list_all_the_same(self):
        for asked in (
            {"queue": "x", "order": "x", "story": "-1", "section": "9" * 30},
            {"after": "x"}, {"after": "1:9999999999999999999.1"}, {"after": "٣:1.1"},
            {"after": ":1.1"}, {"q": "\x00'); DROP" + "x" * 9999}, {"check": "\x00"},
            {"language": "xx", "age": "x", "status": "held"}, {"q": '"((&| !:*'},
            {"author": "9" * 18, "network": "9" * 18},
        ):  # fmt: skip
            answer = self.client.get("/desk/", asked)
            self.assertEqual(answer.status_code, 200, asked)

    def test_risk_counts_flagged_checks_and_puts_them_in_words(self):
        flag(self.second, "links", "honeypot")

        page = self.client.get("/desk/", {"order": "risk"})

        comments = [card.comment for card in page.context["cards"]]
        self.assertEqual(comments, [self.second, self.first])
        for words in ("Risk 2:", "Many links", "Hidden field filled in"):
            self.assertContains(page, words)

    def test_every_order_is_paged_and_loses_nothing(self):
        now = timezone.now()
        for number in range(60):
            status = "spam" if number % 2 else "held"
            comment = make.comment(status, article=self.story)
            past = now - timedelta(minutes=number % 7)
            Comment.objects.filter(pk=comment.pk).update(submitted_at=past)
            flag(comment, *["links", "form"][: number % 3])
        for queue, orders in ORDERS.items():
            for order in orders:
                with self.subTest(f"{queue} {order}"):
                    search = Search(queue, order)
                    self.assertEqual(self.walked(search), set(search.rows()))

    def walked(self, search):
        seen, address = [], f"/desk/{search.address()}"
        while address:
            context = self.client.get(address).context
            seen += [card.comment for card in context["cards"]]
            address = context["more"] and f"/desk/{context['more']}"
        self.assertEqual(seen, list(search.ordered.of(search.rows())))
        return set(seen)

    def test_a_place_in_a_list_is_found_by_its_index(self):
        for order, index in (
            ("oldest", "comment_queue"),
            ("risk", "comment_queue_by_risk"),
        ):
            search = Search(order=order)
            rows = search.beyond(search.place_of(self.first)).values("pk")[:26]
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL enable_seqscan = off")
                cursor.execute("SET LOCAL enable_sort = off")
            plan = rows.explain()
            self.assertIn(f"{index} ", plan)
            self.assertIn("Index Cond: (ROW(", plan)

    def test_counts_are_exact_for_all_by_story_and_by_section(self):
        make.comment(article=self.story)
        for asked, number in (
            ({}, 3),
            ({"story": self.story.pk}, 2),
            ({"section": self.story.section_id}, 2),
            ({"section": self.other.section_id}, 1),
        ):
            context = self.client.get("/desk/", asked).context
            self.assertEqual(context["count"], number, asked)
            self.assertTrue(context["count_is_all"])

    def test_a_story_that_changes_its_section_takes_its_count_along(self):
        section = make.section()
        self.story.section = section
        self.story.save(update_fields=["section"])

        self.assertEqual(tallies.total(tallies.held_in(section.pk)), 1)
        self.assertEqual(tallies.total(tallies.HELD), 2)

    def test_other_counts_stop_at_a_limit_and_say_so(self):
        make.comment(article=self.other)
        with patch("comments.queues.COUNTED", 1):
            page = self.client.get("/desk/", {"language": "ar"})

        self.assertContains(page, "More than 1 comments")
