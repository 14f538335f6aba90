"""A letter is written with its cause, sent once, and safe whatever stands in it."""

from datetime import timedelta

from django.db import connection, transaction
from django.test import TestCase
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from newsroom import delivery, outbox
from newsroom.models import Letter
from newsroom.outbox import Words
from tests.committed import CommittedTestCase
from tests.smtp import mail_server, sent_to
from tests.working import apart, work

HELLO = Words("Hello", "A letter.\n\nWith two paragraphs.")


def write(about="news 1", to="ann@example.org", words=HELLO, **more):
    return outbox.write(about=about, to=to, words=words, **more)


def text_of(message):
    return message.get_content().strip().replace("\r\n", "\n")


class WritingTests(TestCase):
    def test_the_same_news_is_written_once(self):
        self.assertTrue(write())
        self.assertFalse(write(words=Words("Again", "The same.")))

        self.assertEqual(Letter.objects.get().subject, "Hello")
        self.assertEqual(ProcrastinateJob.objects.count(), 1)

    def test_without_its_cause_there_is_no_letter_and_no_job(self):
        class Fails(Exception):
            pass

        with self.assertRaises(Fails), transaction.atomic():
            write()
            raise Fails

        self.assertFalse(Letter.objects.exists())
        self.assertFalse(ProcrastinateJob.objects.exists())

    def test_a_letter_is_withdrawn_by_its_cause_and_may_be_written_again(self):
        write(cause="decision 1")
        write("news 2", cause="decision 2")

        self.assertEqual(outbox.withdraw("decision 1"), 1)

        self.assertEqual([each.about for each in Letter.objects.all()], ["news 2"])
        self.assertTrue(write())

    def test_everything_written_for_a_cause_is_forgotten(self):
        write(cause="decision 1")
        write("news 2", cause="decision 1")
        Letter.objects.filter(about="news 2").update(sent_at=timezone.now())
        write("news 3", cause="decision 2")

        self.assertEqual(outbox.forget("decision 1"), 2)

        self.assertEqual([each.about for each in Letter.objects.all()], ["news 3"])

    def test_a_subject_is_one_line_and_controls_go(self):
        write(words=Words("Hi\r\nBcc: all@example.org\x00\u202e!", "a\x00b\u202e\r\nc"))

        letter = Letter.objects.get()
        self.assertEqual(letter.subject, "Hi Bcc: all@example.org !")
        self.assertEqual(letter.body, "ab\nc")

    def test_a_very_long_letter_is_cut(self):
        write(words=Words("s" * 5000, "b" * 5_000_000))

        letter = Letter.objects.get()
        self.assertEqual(len(letter.subject), outbox.LONGEST_SUBJECT)
        self.assertEqual(len(letter.body), outbox.LONGEST_BODY)


class SendingTests(TestCase):
    def sent(self, **letter):
        with mail_server() as server, sent_to(server.port):
            write(**letter)
            delivery.send_due()
        self.assertEqual(len(server.letters), 1)
        return server.letters[0]

    def test_a_letter_arrives_as_it_was_written(self):
        message = self.sent(preferences="https://news.example.org/desk/told/")

        letter = Letter.objects.get()
        self.assertEqual(message["To"], "ann@example.org")
        self.assertEqual(message["Subject"], "Hello")
        self.assertEqual(message["Message-ID"], f"<{letter.pk}@localhost>")
        self.assertEqual(
            message["List-Unsubscribe"], "<https://news.example.org/desk/told/>"
        )
        self.assertEqual(message.get_content_type(), "text/plain")
        self.assertEqual(text_of(message), HELLO.body)

    def test_what_was_sent_keeps_its_row_and_loses_its_words(self):
        self.sent()

        letter = Letter.objects.get()
        self.assertIsNotNone(letter.sent_at)
        self.assertEqual(letter.body, "")
        self.assertFalse(write())

    def test_no_word_of_it_becomes_a_header(self):
        message = self.sent(
            words=Words("Hi\nBcc: all@example.org", "\nBcc: all@example.org\n.\nQUIT")
        )

        self.assertIsNone(message["Bcc"])
        self.assertEqual(message["Subject"], "Hi Bcc: all@example.org")
        self.assertEqual(text_of(message), "Bcc: all@example.org\n.\nQUIT")

    def test_names_and_words_from_right_to_left_arrive_whole(self):
        subject = "تعليق جديد من محمّد على «قرية أطفأت أنوارها»: " + "مرحبا " * 20
        body = "السلام عليكم\nسڵاو، چۆنی؟ " + "كلمة" * 3000

        message = self.sent(words=Words(subject, body))

        self.assertEqual(message["Subject"], subject.strip())
        self.assertEqual(text_of(message), body)

    def test_no_line_is_longer_than_mail_servers_take(self):
        with mail_server() as server, sent_to(server.port):
            write(words=Words("ب" * 200, "x" * 100_000), preferences="https://x/" * 40)
            delivery.send_due()

        self.assertLess(max(len(line) for line in server.raw[0].splitlines()), 999)

    def test_a_letter_does_not_leave_before_its_moment(self):
        with mail_server() as server, sent_to(server.port):
            write(after=timedelta(seconds=12))
            delivery.send_due()
            job = ProcrastinateJob.objects.get()
            self.assertFalse(server.raw)

        letter = Letter.objects.get()
        self.assertEqual(letter.due_at - letter.written_at, timedelta(seconds=12))
        self.assertGreaterEqual(job.scheduled_at, letter.due_at)

    def test_a_round_of_letters_is_one_conversation(self):
        with mail_server() as server, sent_to(server.port):
            for number in range(5):
                write(f"news {number}")
            delivery.send_due()

        self.assertEqual((len(server.raw), server.asked), (5, 1))


class WorkerTests(CommittedTestCase):
    def test_the_worker_sends_what_was_committed(self):
        with mail_server() as server, sent_to(server.port):
            write()
            work()
            work()

        self.assertEqual(len(server.raw), 1)
        job = ProcrastinateJob.objects.get(task_name="newsroom.send_letter")
        self.assertEqual(job.status, "succeeded")

    def test_a_job_writes_a_letter_in_its_own_transaction(self):
        """In a worker a task's own ``defer`` would take another connection."""

        def in_a_worker():
            with app.replace_connector(app.connector.get_worker_connector()):
                transaction.set_autocommit(False)
                write()
                transaction.rollback()
                transaction.set_autocommit(True)
            connection.close()

        apart(in_a_worker)

        self.assertFalse(Letter.objects.exists())
        self.assertFalse(ProcrastinateJob.objects.exists())
