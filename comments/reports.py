"""What becomes of readers' reports: each ends with a decision, or is kept."""

from collections.abc import Iterable, Mapping

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import Case, Exists, OuterRef, Subquery, Value, When

from comments.models import Comment, CommentStatus, Decision, Report, ReportOutcome
from newsroom.models import User


def handle(decisions: Iterable[Decision]) -> None:
    """Whoever decides on a comment has dealt with what was said of it."""
    about = {d.comment_id: d.pk for d in decisions if d.comment.reported_at}
    if not about:
        return
    made = Decision.objects.filter(pk__in=about.values(), comment=OuterRef("comment"))
    shown = made.filter(to_status=CommentStatus.APPROVED)
    Report.objects.filter(handled_at=None, comment__in=about).update(
        handled_at=TransactionNow(),
        handled_by=Subquery(made.values("moderator")),
        decision=Subquery(made.values("pk")),
        outcome=Case(
            When(Exists(shown), then=Value(ReportOutcome.KEPT)),
            default=Value(ReportOutcome.REMOVED),
        ),
    )


def reopen(undone: Iterable[Decision]) -> None:
    """With a decision that is taken back, what it dealt with is open again."""
    Report.objects.filter(decision__in=[made.pk for made in undone]).update(
        handled_at=None, handled_by=None, decision=None, outcome=""
    )


@transaction.atomic
def keep(seen: Mapping[int, int], *, by: User) -> list[int]:
    """Leave reported comments as they are, by id and the version that was read.

    Says which of them still were as the moderator saw them; of the others nothing is
    handled.
    """
    rows = Comment.objects.select_for_update(no_key=True).filter(
        pk__in=seen, reported_at__isnull=False
    )
    found = rows.order_by("pk").values_list("pk", "version")
    as_seen = [pk for pk, version in found if version == seen[pk]]
    Report.objects.filter(handled_at=None, comment__in=as_seen).update(
        handled_at=TransactionNow(), handled_by=by, outcome=ReportOutcome.KEPT
    )
    return as_seen
