"""The mail server is away, or refuses: nothing is lost, and somebody is told."""

from datetime import timedelta

from django.contrib.postgres.functions import TransactionNow
from django.db import connection
from django.db.models import F, Value
from django.test import TestCase, override_settings

from newsroom import delivery, outbox
from newsroom.models import Letter
from newsroom.outbox import Words
from tests.smtp import mail_server, sent_to

MINUTE = timedelta(minutes=1)
MOMENTS = ("written_at", "due_at", "unanswered_at", "sent_at", "given_up_at")


def write(number=1, to="ann@example.org"):
    outbox.write(about=f"news {number}", to=to, words=Words("Hello", "A letter."))


def pass_the_time(span):
    """The database's clock cannot be set, so every letter grows older."""
    older = {name: F(name) - Value(span) for name in MOMENTS}
    Letter.objects.update(**older)


def free_port():
    with mail_server() as server:
        return server.port


class AwayTests(TestCase):
    """A mail server that does not answer, and then does."""

    def setUp(self):
        self.port = free_port()
        self.enterContext(sent_to(self.port))

    def test_nothing_is_lost_when_it_is_away_for_an_hour(self):
        for number in range(100):
            write(number)
            delivery.send(Letter.objects.get(about=f"news {number}").pk)
        tries = []
        for _minute in range(60):
            delivery.send_due()
            tries.append(sum(Letter.objects.values_list("tries", flat=True)))
            pass_the_time(MINUTE)

        # The first letter asked, the others did not; then one asks each minute.
        self.assertEqual(tries[0], 2)
        self.assertLessEqual(tries[-1], 61)
        self.assertEqual(Letter.objects.waiting().count(), 100)
        with mail_server(self.port) as server:
            delivery.send_due()
            soon = len(server.raw)
            pass_the_time(delivery.LONGEST_WAIT)
            delivery.send_due()

        self.assertGreater(soon, 40)
        self.assertEqual(len({each["Message-ID"] for each in server.letters}), 100)
        self.assertEqual(len(server.raw), 100)

    def test_one_letter_waits_longer_each_time(self):
        write()
        waits = []
        for _round in range(6):
            delivery.send_due()
            letter = Letter.objects.annotate(wait=F("due_at") - TransactionNow()).get()
            waits.append(letter.wait // MINUTE)
            pass_the_time(letter.wait)

        self.assertEqual(waits, [1, 2, 4, 8, 15, 15])
        self.assertIn("Connection refused", letter.fault)

    def test_it_is_never_given_up_however_long_that_takes(self):
        write()
        pass_the_time(timedelta(days=30))

        delivery.send_due()

        self.assertIsNone(Letter.objects.get().given_up_at)


class RefusedTests(TestCase):
    def answered(self, times=1, **answers):
        answers = {verb.replace("_", " "): words for verb, words in answers.items()}
        with mail_server() as server, sent_to(server.port):
            server.answers = answers
            for _time in range(times):
                delivery.send_due()
                pass_the_time(delivery.LONGEST_WAIT)
        self.server = server
        return Letter.objects.get(about="news 1")

    def test_an_address_that_does_not_exist_is_given_up_with_the_reason(self):
        write()

        letter = self.answered(RCPT_TO="550 5.1.1 no such user here")

        self.assertIsNotNone(letter.given_up_at)
        self.assertEqual(letter.fault, "550 5.1.1 no such user here")
        self.assertEqual(letter.body, "A letter.")

    def test_words_that_are_refused_are_given_up(self):
        write()
        self.assertIsNotNone(self.answered(DATA="554 spam").given_up_at)

    def test_what_is_no_address_is_given_up_and_keeps_nobody_waiting(self):
        for number, odd in enumerate(
            ("", "a@b.org\nBcc: c@d.org", "a@b.org, c@d.org", "مثال@مثال.com")
        ):
            write(f"odd {number}", to=odd)
        write()

        letter = self.answered()

        self.assertIsNotNone(letter.sent_at)
        kept = Letter.objects.given_up().values_list("to", flat=True)
        self.assertEqual(len(kept), 4, kept)
        self.assertEqual([each["To"] for each in self.server.letters], [letter.to])

    def test_a_greylisted_letter_waits_and_the_others_go(self):
        write()
        write(2, to="bob@example.org")

        letter = self.answered(**{"RCPT TO:<ann": "451 come back later"})

        self.assertEqual(len(self.server.raw), 1)
        self.assertIsNone(letter.given_up_at)
        self.assertIsNone(letter.unanswered_at)
        self.assertEqual(letter.fault, "451 come back later")

    def test_a_letter_that_nobody_takes_for_days_is_given_up(self):
        write()
        pass_the_time(timedelta(days=4))
        self.assertIsNotNone(self.answered(RCPT_TO="451 never").given_up_at)

    def test_a_sender_that_is_refused_is_our_fault_and_no_letters(self):
        write()
        write(2)

        letter = self.answered(MAIL_FROM="550 who are you?")

        self.assertEqual(Letter.objects.waiting().count(), 2)
        self.assertIsNotNone(letter.unanswered_at)

    def test_a_server_that_hangs_up_in_the_middle_gets_it_again(self):
        write()
        letter = self.answered(times=2, DATA="421 going down")
        self.assertIsNone(letter.given_up_at)

        self.assertIsNotNone(self.answered().sent_at)

    @override_settings(
        MAILERS={"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}}
    )
    def test_without_a_mail_server_letters_wait(self):
        write()
        delivery.send_due()
        self.assertIn("host", Letter.objects.get().fault)
        self.assertEqual(Letter.objects.waiting().count(), 1)

    def test_old_letters_are_forgotten_and_waiting_ones_are_not(self):
        write()
        self.answered()
        write(2)
        pass_the_time(timedelta(days=31))

        Letter.objects.stale().delete()

        self.assertEqual(Letter.objects.get().about, "news 2")


class PlanTests(TestCase):
    def test_what_waits_is_found_by_an_index(self):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        plan = Letter.objects.due().values("pk").explain()
        self.assertIn("letter_waiting", plan)
