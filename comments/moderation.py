"""The one door of every comment's status: submitted, decided, taken back."""

from dataclasses import dataclass
from time import monotonic
from uuid import UUID

from django.contrib.postgres.functions import TransactionNow
from django.db import connection, transaction
from django.db.models import DateTimeField, ExpressionWrapper, F, Value
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from comments import tallies
from comments.models import Comment, CommentStatus, Decision, Guideline, Thread
from comments.models.comment import SHOWN_AFTER
from newsroom.models import User

Status = CommentStatus
UNDO_TAKES_AT_MOST = 1.0  # seconds, from the first statement to the commit
MOVES: dict[str, set[str]] = {
    Status.HELD: {Status.APPROVED, Status.REJECTED, Status.SPAM},
    Status.APPROVED: {Status.HELD, Status.REJECTED, Status.SPAM},
    Status.REJECTED: {Status.HELD, Status.APPROVED, Status.SPAM},
    Status.SPAM: {Status.HELD, Status.REJECTED, Status.APPROVED},
}


class Refused(Exception):
    """The decision cannot be; the message says why, in words for a moderator."""


class DecidedMeanwhile(Refused):
    """Somebody else was first."""


@dataclass(frozen=True)
class By:
    """Who decides: a moderator, or a policy by its name."""

    moderator: User | None = None
    policy: str = ""


@transaction.atomic
def decide(
    comment: Comment,
    to: str,
    *,
    by: By,
    guideline: Guideline | None = None,
    batch: UUID | None = None,
    undoes: Decision | None = None,
) -> Decision:
    """Move a comment to another status and put it on record.

    The update matches only the version that was read, so of two moderators at once
    one is refused and told who was first. Replies are never touched. An approved
    comment shows after twelve seconds: until then Undo leaves no trace.
    """
    was = Status(comment.status)
    if to not in MOVES[was]:
        words = {"was": was.label, "to": Status(to).label}
        raise Refused(_("A comment cannot go from “%(was)s” to “%(to)s”.") % words)
    if to == Status.REJECTED and guideline is None and undoes is None:
        raise Refused(_("Say which guideline the comment breaks."))
    as_read = Comment.objects.filter(
        pk=comment.pk, version=comment.version, status=was, withdrawn_at=None
    )
    if not as_read.update(version=F("version") + 1, **columns_for(to)):
        raise DecidedMeanwhile(who_was_first(comment))
    decision = Decision.objects.create(
        comment=comment,
        moderator=by.moderator,
        policy=by.policy,
        from_status=was,
        to_status=to,
        guideline=guideline,
        guideline_version=guideline.version if guideline else None,
        comment_version=comment.version,
        undoes=undoes,
        batch=batch,
    )
    count_thread(comment, (to == Status.APPROVED) - (was == Status.APPROVED))
    tallies.add(tallies.HELD, (to == Status.HELD) - (was == Status.HELD))
    return decision


def as_in_queue(comment: Comment, version: int) -> Comment:
    """The comment as it stood on a moderator's screen, not as it stands now."""
    comment.status, comment.version = Status.HELD, version
    return comment


def columns_for(to: str) -> dict[str, object]:
    """A status and the moments that go with it."""
    shown = ExpressionWrapper(
        TransactionNow() + Value(SHOWN_AFTER), output_field=DateTimeField()
    )
    return {
        "status": to,
        "decided_at": None if to == Status.HELD else TransactionNow(),
        "visible_from": shown if to == Status.APPROVED else None,
    }


def count_thread(comment: Comment, difference: int) -> None:
    """Count in the decision's own transaction; the story's pages notice the version."""
    if difference == 0:
        return
    Thread.objects.bulk_create(
        [Thread(article_id=comment.article_id, last_change_at=TransactionNow())],
        ignore_conflicts=True,
    )
    Thread.objects.filter(article=comment.article_id).update(
        approved_count=F("approved_count") + difference,
        version=F("version") + 1,
        last_change_at=TransactionNow(),
    )


def who_was_first(comment: Comment) -> str:
    """A sentence about the decision that came before."""
    last = (
        Decision.objects.filter(comment=comment.pk)
        .select_related("moderator")
        .order_by("-pk")
        .first()
    )
    if last is None:
        return _("This comment was changed or withdrawn meanwhile.")
    return _("%(who)s was first, %(when)s: “%(status)s”.") % {
        "who": last.moderator or last.policy,
        "when": date_format(localtime(last.decided_at), "DATETIME_FORMAT"),
        "status": Status(last.to_status).label,
    }


@transaction.atomic
def undo(decision: Decision, *, by: User) -> Decision:
    """Take a decision back within its ten seconds, by the database's clock.

    What it changed is as before: nobody saw the comment, and no letter went out.
    """
    began = monotonic()
    with connection.cursor() as cursor:
        # Twelve seconds after the decision the comment shows: be done before.
        cursor.execute("SET LOCAL statement_timeout = '1s'")
    if decision.moderator_id != by.pk:
        raise Refused(_("Only who decided can take it back."))
    comment = Comment.objects.get(pk=decision.comment_id)
    if comment.version != decision.comment_version + 1:
        raise DecidedMeanwhile(who_was_first(comment))
    if not Decision.objects.undoable().filter(pk=decision.pk).exists():
        raise Refused(_("The ten seconds for taking it back are over."))
    undone = decide(comment, decision.from_status, by=By(moderator=by), undoes=decision)
    if monotonic() - began > UNDO_TAKES_AT_MOST:
        raise Refused(_("The ten seconds for taking it back are over."))
    return undone
