"""Figures for programs on this machine, and what an operator sees of letters."""

from django.contrib.postgres.functions import TransactionNow
from django.core.checks import run_checks
from django.test import TestCase

from newsroom import outbox
from newsroom.models import Letter
from newsroom.outbox import Words
from tests import make


def given_up(number=1):
    about = f"news {number}"
    outbox.write(about=about, to="ann@example.org", words=Words("Hello", "A letter."))
    Letter.objects.filter(about=about).update(
        given_up_at=TransactionNow(), fault="550 no such user"
    )


class MetricsTests(TestCase):
    def test_letters_and_jobs_are_counted(self):
        given_up()
        outbox.write(about="news 2", to="ann@example.org", words=Words("Hello", "x"))

        answer = self.client.get("/metrics")

        for line in (
            "newsroom_letters_waiting 1.0",
            "newsroom_letters_given_up 1.0",
            "newsroom_jobs_waiting 2.0",
        ):
            self.assertContains(answer, f"\n{line}\n")

    def test_nobody_else_is_answered(self):
        for other in (
            {"REMOTE_ADDR": "203.0.113.1"},
            {"headers": {"X-Forwarded-For": "127.0.0.1"}},
            {"headers": {"Forwarded": "for=127.0.0.1"}},
        ):
            self.assertEqual(self.client.get("/metrics", **other).status_code, 404)


class CheckTests(TestCase):
    def names(self):
        return [found.id for found in run_checks(databases=["default"])]

    def test_letters_that_were_given_up_are_told_by_check(self):
        self.assertNotIn("newsroom.W006", self.names())
        given_up()
        self.assertIn("newsroom.W006", self.names())


class OutboxAdminTests(TestCase):
    LIST = "/admin/newsroom/letter/"

    def setUp(self):
        given_up()
        outbox.write(about="news 2", to="bob@example.org", words=Words("Hello", "x"))
        self.client.force_login(make.user(is_superuser=True))

    def test_an_operator_sees_what_was_given_up_and_why(self):
        answer = self.client.get(self.LIST, {"standing": "given-up"})
        self.assertContains(answer, "550 no such user")
        self.assertNotContains(answer, "bob@example.org")

    def test_it_can_be_tried_again(self):
        every = Letter.objects.values_list("pk", flat=True)

        self.client.post(self.LIST, {"action": "try_again", "_selected_action": every})

        self.assertEqual(Letter.objects.waiting().count(), 2)

    def test_nobody_reads_or_changes_a_letter_there(self):
        page = f"{self.LIST}{Letter.objects.get(about='news 2').pk}/change/"
        answer = self.client.get(page)
        self.assertContains(answer, "bob@example.org")
        self.assertNotIn("body", answer.context["adminform"].form.fields)
        self.assertEqual(self.client.post(page, {"to": "eve@x.org"}).status_code, 403)
        self.client.force_login(make.user("Managing editor"))
        self.assertEqual(self.client.get(page).status_code, 403)
