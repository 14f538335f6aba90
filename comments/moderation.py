"""The one door of every comment's status: submitted, decided, taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from types import MappingProxyType
from uuid import UUID, uuid4

from django.contrib.postgres.functions import TransactionNow
from django.db import connection, transaction
from django.db.models import (
    DateTimeField,
    ExpressionWrapper,
    F,
    OuterRef,
    Subquery,
    Value,
)
from django.utils.translation import gettext as _

from comments import counting, reports
from comments.meanwhile import who_was_first
from comments.models import Comment, CommentStatus, Decision, Guideline
from comments.models.comment import SHOWN_AFTER
from newsroom import outbox
from newsroom.models import User

Status = CommentStatus
# An undo is done before the comment shows, or else is not done.
UNDONE_WITHIN = SHOWN_AFTER - timedelta(milliseconds=500)
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


@dataclass
class Outcome:
    """What came of deciding on several: the record, and why the others stand."""

    decisions: list[Decision] = field(default_factory=list)
    refusals: dict[int, Refused] = field(default_factory=dict)

    def __iadd__(self, other: "Outcome") -> "Outcome":
        self.decisions += other.decisions
        self.refusals |= other.refusals
        return self


def decide(
    comment: Comment,
    to: str,
    *,
    by: By,
    guideline: Guideline | None = None,
) -> Decision:
    """Move one comment, as it was read, to another status and put it on record."""
    seen = {comment.pk: comment.version}
    outcome = decide_all(seen, to, by=by, guideline=guideline)
    for refusal in outcome.refusals.values():
        raise refusal
    return outcome.decisions[0]


@transaction.atomic
def decide_all(
    seen: Mapping[int, int],
    to: str,
    *,
    by: By,
    guideline: Guideline | None = None,
    batch: UUID | None = None,
) -> Outcome:
    """Move comments, by id and the version that was read; each stands on record.

    Of two moderators at once one is refused and told who was first; what else was
    asked goes through. Replies are never touched. An approved comment shows after
    twelve seconds: until then Undo leaves no trace.
    """
    if to == Status.REJECTED and guideline is None:
        raise Refused(_("Say which guideline the comment breaks."))
    outcome = move_all(seen, to, by=by, guideline=guideline, batch=batch)
    counting.decided(outcome.decisions)
    return outcome


def move_all(
    seen: Mapping[int, int],
    to: str,
    *,
    by: By,
    guideline: Guideline | None = None,
    batch: UUID | None = None,
    undoes: Mapping[int, Decision] = MappingProxyType({}),
) -> Outcome:
    """All of ``decide_all`` but the counting, which comes last in a transaction."""
    rows = Comment.objects.select_for_update(no_key=True).filter(pk__in=seen)
    comments = list(rows.defer("body", "body_html").order_by("pk"))
    unseen = never_shown(comments) if to == Status.APPROVED else set()
    outcome, moved = Outcome(), []
    for comment in comments:
        if refusal := why_not(comment, seen[comment.pk], to, unseen):
            outcome.refusals[comment.pk] = refusal
        else:
            moved.append(comment)
            unseen.discard(comment.pk)
    moments = moments_before(undoes) if undoes else moments_of(to)
    Comment.objects.filter(pk__in=[comment.pk for comment in moved]).update(
        status=to, version=F("version") + 1, **moments
    )
    outcome.decisions = Decision.objects.bulk_create(
        Decision(
            comment=comment,
            moderator=by.moderator,
            policy=by.policy,
            from_status=comment.status,
            to_status=to,
            guideline=guideline,
            guideline_version=guideline.version if guideline else None,
            comment_version=comment.version,
            undoes=undoes.get(comment.pk),
            was_decided_at=comment.decided_at,
            was_visible_from=comment.visible_from,
            batch=batch,
        )
        for comment in moved
    )
    if undoes:
        reports.reopen(undoes.values())
    else:
        reports.handle(outcome.decisions)
    return outcome


def never_shown(replies: Iterable[Comment]) -> set[int]:
    """What they answer that was never approved."""
    parents = {reply.parent_id for reply in replies if reply.parent_id}
    return parents - Decision.objects.once_approved(parents) if parents else set()


def why_not(
    comment: Comment, version: int, to: str, unseen: set[int]
) -> Refused | None:
    """``comment`` as it stands, locked; ``version`` as the moderator saw it."""
    if comment.version != version or comment.withdrawn_at or comment.erased_at:
        return DecidedMeanwhile(who_was_first(comment))
    if to not in MOVES[comment.status]:
        words = {"was": Status(comment.status).label, "to": Status(to).label}
        return Refused(_("A comment cannot go from “%(was)s” to “%(to)s”.") % words)
    if comment.parent_id in unseen:
        # Nobody reads an answer to words that nobody was shown.
        return Refused(_("It answers a comment that was never approved."))
    return None


def moments_of(to: str) -> dict[str, object]:
    """When it was decided and when it shows, for each status."""
    shown = ExpressionWrapper(
        TransactionNow() + Value(SHOWN_AFTER), output_field=DateTimeField()
    )
    return {
        "decided_at": None if to == Status.HELD else TransactionNow(),
        "visible_from": shown if to == Status.APPROVED else None,
    }


def moments_before(undone: Mapping[int, Decision]) -> dict[str, object]:
    """The same two moments as they were before decisions that are taken back."""
    made = Decision.objects.filter(
        pk__in=[decision.pk for decision in undone.values()], comment=OuterRef("pk")
    )
    return {
        "decided_at": Subquery(made.values("was_decided_at")),
        "visible_from": Subquery(made.values("was_visible_from")),
    }


@transaction.atomic
def undo(decision: Decision, *, by: User) -> Outcome:
    """Take back a whole press within ten seconds of its first decision.

    What it changed is as before: nobody saw a comment, and no letter went out. What
    was decided anew meanwhile stays, and the outcome says so.
    """
    began = monotonic()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '2s'")
    if decision.moderator_id != by.pk:
        raise Refused(_("Only who decided can take it back."))
    together = Decision.objects.pressed_with(decision)
    age = TransactionNow() - F("decided_at")
    young = Decision.objects.undoable().annotate(age=age)
    first = young.filter(pk=together[0].pk).first()
    if first is None:
        raise Refused(_("The ten seconds for taking it back are over."))
    whole = Outcome()
    for status in Status:
        part = {d.comment_id: d for d in together if d.from_status == status}
        seen = {pk: made.comment_version + 1 for pk, made in part.items()}
        if part:
            whole += move_all(
                seen, status, by=By(moderator=by), batch=uuid4(), undoes=part
            )
    withdraw_replies(whole)
    # Letters that tell of a decision are written ``after=SHOWN_AFTER``.
    outbox.withdraw(*(f"decision {made.pk}" for made in together))
    counting.decided(whole.decisions)
    # What the commit would check is checked now: nothing slow comes after this.
    connection.check_constraints()
    if first.age + timedelta(seconds=monotonic() - began) > UNDONE_WITHIN:
        raise Refused(_("The ten seconds for taking it back are over."))
    return whole


def withdraw_replies(undone: Outcome) -> None:
    """A reply of the newsroom whose very first decision is undone was never made."""
    first = [d.comment_id for d in undone.decisions if d.undoes.comment_version == 1]  # type: ignore[union-attr]
    replies = Comment.objects.filter(pk__in=first, staff__isnull=False)
    replies.update(withdrawn_at=TransactionNow())
