"""A letter that tells of a decision leaves when that can no longer be undone."""

import threading

from django.db import connection, transaction
from django.test import TestCase

from comments import moderation
from comments.models import Comment
from comments.models.comment import SHOWN_AFTER
from newsroom import delivery, outbox
from newsroom.models import Letter
from newsroom.outbox import Words
from tests import make
from tests.committed import CommittedTestCase
from tests.smtp import mail_server, sent_to


def decided(moderator):
    """A decision with its letter, in one transaction."""
    with transaction.atomic():
        by = moderation.By(moderator=moderator)
        made = moderation.decide(Comment.objects.get(), "approved", by=by)
        outbox.write(
            about=f"approved {made.pk}",
            cause=f"decision {made.pk}",
            to="ann@example.org",
            words=Words("Your comment", "It is there."),
            after=SHOWN_AFTER,
        )
    return made


class UndoneTests(TestCase):
    def setUp(self):
        self.moderator = make.user("Moderator")
        make.comment()

    def test_the_letter_goes_with_the_undo(self):
        made = decided(self.moderator)
        moderation.undo(made, by=self.moderator)
        self.assertFalse(Letter.objects.exists())

    def test_it_stays_when_the_undo_is_refused(self):
        made = decided(self.moderator)
        with self.assertRaises(moderation.Refused):
            moderation.undo(made, by=make.user("Moderator"))
        self.assertTrue(Letter.objects.exists())

    def test_it_does_not_leave_while_the_decision_can_be_undone(self):
        decided(self.moderator)
        with mail_server() as server, sent_to(server.port):
            delivery.send_due()
        letter = Letter.objects.get()
        self.assertIsNone(letter.sent_at)
        self.assertGreater(letter.due_at - letter.written_at, moderation.UNDONE_WITHIN)


class MeanwhileTests(CommittedTestCase):
    def test_what_is_being_sent_is_sent_and_not_withdrawn(self):
        outbox.write(
            about="news", cause="x", to="ann@example.org", words=Words("Hello", "Words")
        )

        def send():
            delivery.send_due()
            connection.close()

        with mail_server() as server, sent_to(server.port):
            server.may_pass.clear()
            worker = threading.Thread(target=send)
            worker.start()
            server.came.wait(10)
            threading.Timer(0.5, server.may_pass.set).start()

            withdrawn = outbox.withdraw("x")  # waits for the mail server's yes

            worker.join()
        self.assertEqual((withdrawn, len(server.raw)), (0, 1))
        self.assertIsNotNone(Letter.objects.get().sent_at)
