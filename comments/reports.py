"""What becomes of readers' reports: each ends with a decision, or is kept."""

from collections.abc import Iterable, Mapping

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import Case, Exists, OuterRef, Subquery, Value, When

from comments.models import Comment, CommentStatus, Decision, Report, ReportOutcome
from comments.models.comment import UNDO_WITHIN
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


def recent(comment: int, by: User) -> Report | None:
    """One of those that were kept last, by oneself and not over ten seconds ago."""
    since = TransactionNow() - Value(UNDO_WITHIN)
    kept = Report.objects.filter(comment=comment, handled_by=by, decision=None)
    return kept.filter(handled_at__gt=since).order_by("-handled_at").first()


def keep_no_more(report: Report) -> int:
    """Open again all that was kept with ``report`` in one press.

    Where somebody decided on the comment since, that stands. Says how many comments
    are on the list again.
    """
    decided = Decision.objects.filter(
        comment=OuterRef("comment"), decided_at__gt=report.handled_at
    )
    with transaction.atomic():
        kept = Report.objects.select_for_update().filter(
            ~Exists(decided),
            handled_at=report.handled_at,
            handled_by=report.handled_by,
            decision=None,
        )
        again = dict(kept.order_by("pk").values_list("pk", "comment"))
        Report.objects.filter(pk__in=again).update(
            handled_at=None, handled_by=None, outcome=""
        )
    return len(set(again.values()))
