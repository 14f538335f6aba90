"""How long deciding takes: from a comment's coming to a person's decision."""

from datetime import datetime, time, timedelta
from statistics import median
from typing import Any

from django.utils import timezone

from comments.models import CommentStatus, Decision
from newsroom.postgres.statements import Statement

# The latest decisions, and no more: it costs the same on the busiest day.
LOOKED_AT = 100
LATEST: Statement[tuple[Any, ...]] = Statement(
    lambda: Decision.objects.order_by("-pk").values_list(
        "pk",
        "undoes_id",
        "moderator_id",
        "from_status",
        "decided_at",
        "comment__submitted_at",
    )[:LOOKED_AT]
)


def pace_of_today(now: datetime) -> timedelta | None:
    """The median over today's latest decisions on what was held; None before the first.

    What a policy decided tells nothing about people, nor does what was taken back.
    """
    today = timezone.localdate(now)
    midnight = timezone.make_aware(datetime.combine(today, time.min))
    made = LATEST.ask()
    undone = {undoes for _pk, undoes, *_rest in made}
    seconds = [
        (decided_at - came).total_seconds()
        for pk, _undoes, moderator, from_status, decided_at, came in made
        if moderator
        and from_status == CommentStatus.HELD
        and pk not in undone
        and decided_at >= midnight
    ]
    return timedelta(seconds=median(seconds)) if seconds else None
