"""Letters, written into the database with their cause and posted by a worker.

    outbox.write(
        about=f"escalation {escalation.pk}",  # unique: the same news is written once
        cause=f"comment {comment.pk}",  # what to withdraw it by
        to=editor.email,
        words=outbox.words_of("comments/letters/escalated.txt", language, {…}),
        after=timedelta(seconds=12),  # not sent before
        preferences=url,  # where its reader chooses what they are told
    )

Call it inside the transaction of the cause: then there is a letter if and only if there
is a cause. ``withdraw(cause)`` takes back what was not sent yet, in the same way.

A letter goes out at least once, always under the same Message-ID: twice only if the
worker dies between the mail server's yes and our commit. ``newsroom.delivery`` says
what happens when the mail server is away or refuses.

``about`` and ``cause`` are read by operators. Put ids into them and no addresses.
"""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import QuerySet, Value
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from newsroom.jobs import defer
from newsroom.models import Letter
from newsroom.tasks import send_letter

LONGEST_SUBJECT = 200
LONGEST_BODY = 100_000
NO_WAIT = timedelta(0)
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
# They would turn round what stands after them, here and in what follows the subject.
OVERRIDES = re.compile("[\u202a-\u202e]")
FIRST_STRONG, END = "\u2068", "\u2069"
ISOLATES = re.compile("[\u2066-\u2069]")


class Words(NamedTuple):
    subject: str
    body: str


def words_of(template: str, language: str, about: Mapping[str, Any]) -> Words:
    """A letter's subject, the template's first line, and its body, all the others.

    Plain text: nothing is escaped. ``language`` as in ``User.language``, and the site's
    own if empty.
    """
    with translation.override(language or settings.LANGUAGE_CODE):
        page = get_template(template).template  # type: ignore[attr-defined]
        text: str = page.render(Context(dict(about), autoescape=False))
    subject, _line, body = text.strip().partition("\n")
    return Words(subject, body)


@transaction.atomic
def write(
    *,
    about: str,
    to: str,
    words: Words,
    cause: str = "",
    after: timedelta = NO_WAIT,
    preferences: str = "",
) -> bool:
    """False if there is a letter about this already; nothing is written then.

    Whatever stands in the words is safe: the subject becomes one line, controls go.
    """
    letter = Letter(
        about=about,
        cause=cause,
        to=to,
        subject=one_line(words.subject)[:LONGEST_SUBJECT],
        body=tidy(words.body)[:LONGEST_BODY],
        preferences=preferences,
        due_at=TransactionNow() + Value(after),
    )
    Letter.objects.bulk_create([letter], ignore_conflicts=True)
    is_new = Letter.objects.filter(pk=letter.pk).exists()
    if is_new:
        defer(send_letter, after=after, letter=str(letter.pk))
    return is_new


def is_waiting(cause: str) -> bool:
    return Letter.objects.waiting().filter(cause=cause).exists()


def withdraw(*causes: str) -> int:
    """Take back the letters of a cause that were not sent; says how many.

    They leave no trace, so the same news may be written again.
    """
    count, _by_model = Letter.objects.waiting().filter(cause__in=causes).delete()
    return count


def try_again(letters: QuerySet[Letter]) -> int:
    """Those of them that were given up, from the next minute on."""
    now = TransactionNow()
    return letters.filter(given_up_at__isnull=False).update(
        given_up_at=None, due_at=now, written_at=now, tries=0
    )


def forget(*causes: str) -> int:
    """Whatever was ever written because of these, sent or not, and to whom."""
    count, _by_model = Letter.objects.filter(cause__in=causes).delete()
    return count


def one_line(text: str) -> str:
    line = " ".join(CONTROLS.sub(" ", text).split())
    return ISOLATES.sub("", OVERRIDES.sub("", line))


def isolated(words: str) -> str:
    """Words in their own direction, whatever stands beside them in a letter."""
    return f"{FIRST_STRONG}{one_line(words)}{END}"


def tidy(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"\n{3,}", "\n\n", OVERRIDES.sub("", CONTROLS.sub("", lines))).strip()
