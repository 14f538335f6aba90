"""What is kept for a time only, and for how long. docs/moderation.md has the table."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import Q, QuerySet, Value

from comments.erasing import blank_reports, erase
from comments.models import (
    Comment,
    CommentPolicy,
    CommentStatus,
    Contact,
    Presence,
    Proof,
    Rate,
    Report,
)
from comments.models.proof import ASKED_FOR

AT_ONCE = 500
SEEN_FOR = timedelta(days=1)
REFUSED = Q(status__in=[CommentStatus.REJECTED, CommentStatus.SPAM])
BLANK = Q(author_name="", body="", words="", reporter_email="")


@dataclass(frozen=True)
class Rule:
    """Rows whose time is over, and what is done to some of them, by their keys.

    What is done takes them out of ``due``: so it can be stopped at any moment and
    goes on where it was.
    """

    name: str
    due: QuerySet[Any]
    purge: Callable[[Sequence[Any]], object]

    def batches(self) -> Iterator[int]:
        """Purges, a short transaction at a time, and says how many that were."""
        while keys := list(self.due.values_list("pk", flat=True)[:AT_ONCE]):
            with transaction.atomic():
                self.purge(keys)
            yield len(keys)


def before(time: timedelta) -> Any:
    return TransactionNow() - Value(time)


def rules() -> list[Rule]:
    policy = CommentPolicy.objects.get(pk=1)
    refused = before(timedelta(days=policy.refused_days))
    network = before(timedelta(days=policy.network_days))
    # What somebody reported is needed until that is dealt with.
    words = Comment.objects.filter(erased_at=None, reported_at=None)
    networks = Contact.objects.filter(address_hash__isnull=False)
    reports = Report.objects.filter(handled_at__isnull=False).exclude(BLANK)
    unanswered = Proof.objects.filter(proven_at=None, asked_at__lt=before(ASKED_FOR))
    return [
        deleted("unanswered questions", unanswered),
        Rule(
            "comments not published",
            words.filter(REFUSED, decided_at__lt=refused),
            erase,
        ),
        Rule("comments withdrawn", words.filter(withdrawn_at__lt=refused), erase),
        Rule("reports", reports.filter(handled_at__lt=refused), blank_reports),
        Rule(
            "network hashes", networks.filter(created_at__lt=network), forget_networks
        ),
        deleted("limits of pace", Rate.objects.filter(ends_at__lt=TransactionNow())),
        deleted("presences", Presence.objects.filter(seen_at__lt=before(SEEN_FOR))),
    ]


def deleted(name: str, due: QuerySet[Any]) -> Rule:
    return Rule(name, due, lambda keys: due.model.objects.filter(pk__in=keys).delete())


def forget_networks(keys: Sequence[int]) -> None:
    Contact.objects.filter(pk__in=keys).update(address_hash=None)


def purge() -> dict[str, int]:
    """Everything that is due, and how many of each that were."""
    return {rule.name: sum(rule.batches()) for rule in rules()}
