"""Letters handed to the mail server, one at a time, each in its own transaction.

What becomes of one that is not taken:

- the server is away, or wants nothing of ours (no answer, sign-in or sender refused):
  it waits, as all behind it do, and one a minute asks again. Nothing is ever given up.
- the server says "not now" (4xx): it waits longer each time, and is given up after
  three days.
- it can never be sent (5xx, no address): it is given up at once, with the reason.

Whoever runs the site sees what was given up and what waits in the admin and in
``/metrics``, and can have it tried again.
"""

import logging
import smtplib
from contextlib import suppress
from datetime import timedelta
from email.errors import MessageError
from enum import Enum
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage, mailers
from django.db import transaction
from django.db.models import Value
from django.utils import timezone

from newsroom.models import Letter

logger = logging.getLogger(__name__)
GIVEN_UP_AFTER = timedelta(days=3)
LONGEST_WAIT = timedelta(minutes=15)
MOST_AT_ONCE = 500


class Verdict(Enum):
    NEVER = "this letter can never be sent"
    LATER = "this letter can be sent later"
    AWAY = "no letter can be sent now"


def send(pk: UUID) -> None:
    """Try one letter, unless the server did not answer a moment ago."""
    if not Letter.objects.found_nobody().exists():
        send_all([pk])


def send_due() -> None:
    """What waits, longest-waiting first, until the server fails to answer."""
    send_all(list(Letter.objects.due().values_list("pk", flat=True)[:MOST_AT_ONCE]))


def send_all(pks: list[UUID]) -> None:
    if not pks:
        return
    server = Server()
    try:
        for pk in pks:
            if hand_over(pk, server) is Verdict.AWAY:
                break
    finally:
        server.leave()


class Server:
    """One conversation with the mail server, begun with the first letter."""

    def __init__(self) -> None:
        self.mailer: Any = None

    def take(self, message: EmailMessage) -> None:
        if self.mailer is None:
            self.mailer = mailers.default
        self.mailer.open()
        if not self.mailer.send_messages([message]):
            raise ValueError("There is no address.")

    def leave(self) -> None:
        # What was taken is taken: a bad farewell changes nothing.
        with suppress(Exception):
            if self.mailer is not None:
                self.mailer.close()


@transaction.atomic
def hand_over(pk: UUID, server: Server) -> Verdict | None:
    """The row is locked meanwhile: no other worker sends it, nobody withdraws it."""
    rows = Letter.objects.due().filter(pk=pk)
    letter = rows.select_for_update(skip_locked=True, no_key=True).first()
    if letter is None:
        return None
    letter.tries = min(letter.tries + 1, 32_000)
    try:
        server.take(message_of(letter))
    except Exception as fault:  # whatever it is, the letter must not be lost by it
        return postpone(letter, fault)
    letter.sent_at = TransactionNow()
    letter.body = letter.fault = ""
    letter.save(update_fields=["sent_at", "body", "fault", "tries"])
    return None


def postpone(letter: Letter, fault: Exception) -> Verdict:
    verdict = verdict_on(fault)
    is_old = timezone.now() - letter.written_at > GIVEN_UP_AFTER
    letter.fault = said_by(fault)[:300]
    now: Any = TransactionNow()
    if verdict is Verdict.NEVER or (verdict is Verdict.LATER and is_old):
        letter.given_up_at = now
        logger.error("A letter was given up: %s", letter.about)
    else:
        letter.unanswered_at = now if verdict is Verdict.AWAY else None
        letter.due_at = now + Value(wait_after(letter.tries))
        logger.warning("A letter waits: %s", letter.about)
    letter.save(
        update_fields=["tries", "fault", "given_up_at", "unanswered_at", "due_at"]
    )
    return verdict


def wait_after(tries: int) -> timedelta:
    """One minute, two, four, eight, then every quarter of an hour."""
    return min(timedelta(minutes=2 ** min(tries - 1, 10)), LONGEST_WAIT)


def verdict_on(fault: Exception) -> Verdict:
    match fault:
        case smtplib.SMTPRecipientsRefused():
            codes = [code for code, _words in fault.recipients.values()]
            return Verdict.NEVER if min(codes) >= 500 else Verdict.LATER
        case smtplib.SMTPDataError():
            return Verdict.NEVER if fault.smtp_code >= 500 else Verdict.LATER
        case OSError() | ImproperlyConfigured():  # all else that smtplib says, too
            return Verdict.AWAY
        case ValueError() | MessageError():
            return Verdict.NEVER
    return Verdict.LATER


def said_by(fault: Exception) -> str:
    """The server's own words where it said any."""
    words = f"{type(fault).__name__}: {fault}"
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        _to, (code, answer) = next(iter(fault.recipients.items()))
        words = in_words(code, answer)
    elif isinstance(fault, smtplib.SMTPResponseException):
        words = in_words(fault.smtp_code, fault.smtp_error)
    return words.replace("\x00", "")


def in_words(code: int, answer: bytes | str) -> str:
    if isinstance(answer, bytes):
        answer = answer.decode(errors="replace")
    return f"{code} {answer}"


def message_of(letter: Letter) -> EmailMessage:
    headers = {
        "Message-ID": f"<{letter.pk}@{urlsplit(settings.SITE_URL).hostname}>",
        # Answering machines leave it alone.
        "Auto-Submitted": "auto-generated",
    }
    if letter.preferences:
        headers["List-Unsubscribe"] = f"<{letter.preferences}>"
    return EmailMessage(letter.subject, letter.body, to=[letter.to], headers=headers)
