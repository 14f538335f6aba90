"""How long deciding takes: from a comment's coming to a person's decision."""

from datetime import datetime, timedelta
from statistics import median

from django.utils import timezone

from comments.models import Comment, CommentStatus, Decision

# The latest decisions, and no more: it costs the same on the busiest day.
LOOKED_AT = 300


def pace_of_today(now: datetime) -> timedelta | None:
    """The median over today's latest decisions on what was held; None before the first.

    What a policy decided tells nothing about people, nor does what was taken back.
    """
    today = timezone.localdate(now)
    made = list(Decision.objects.order_by("-pk")[:LOOKED_AT])
    undone = {decision.undoes_id for decision in made}
    decided = {
        decision.comment_id: decision.decided_at
        for decision in made
        if decision.moderator_id
        and decision.from_status == CommentStatus.HELD
        and timezone.localdate(decision.decided_at) == today
        and decision.pk not in undone
    }
    comments = Comment.objects.filter(pk__in=decided)
    seconds = [
        (decided[pk] - came).total_seconds()
        for pk, came in comments.values_list("pk", "submitted_at")
    ]
    return timedelta(seconds=median(seconds)) if seconds else None
