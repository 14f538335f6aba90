"""A comment without its words, its writer or its reporters. Its record stays."""

from collections.abc import Iterable, Sequence

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import F

from comments import causes
from comments.models import (
    Comment,
    Contact,
    Escalation,
    Ground,
    Note,
    Report,
    Wording,
)
from newsroom import outbox


@transaction.atomic
def erase(ids: Sequence[int]) -> None:
    """Blank or delete whatever is personal. Decisions and what the checks found stay.

    The version goes up: a moderator's open screen cannot decide on it any more.
    """
    Comment.objects.filter(pk__in=ids).update(
        author_name="",
        body="",
        body_html="",
        erased_at=TransactionNow(),
        version=F("version") + 1,
    )
    Contact.objects.filter(comment__in=ids).delete()
    # Letters name whom they went to.
    outbox.forget(*map(causes.proof, ids), *map(causes.question, ids))
    Wording.objects.filter(comment__in=ids).delete()
    Note.objects.filter(comment__in=ids).delete()
    Escalation.objects.filter(comment__in=ids).delete()
    Ground.objects.filter(decision__comment__in=ids).delete()
    blank_reports(Report.objects.filter(comment__in=ids).values_list("pk", flat=True))


def blank_reports(ids: Iterable[int]) -> None:
    """That there was a report, and what became of it, stays."""
    Report.objects.filter(pk__in=ids).update(
        author_name="", body="", words="", reporter_email=""
    )
