"""What colleagues did to a comment meanwhile, in words."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from comments.models import Comment, CommentStatus, Decision, Wording


class Last(NamedTuple):
    """The last thing that was done to a comment: a decision, or other words."""

    decision: Decision | None = None
    wording: Wording | None = None


def last_of(comments: Iterable[int]) -> dict[int, Last]:
    """Two queries, however many comments. What nobody touched is missing."""
    pks = list(comments)
    decisions = Decision.objects.filter(comment__in=pks).select_related("moderator")
    wordings = Wording.objects.filter(comment__in=pks).select_related("replaced_by")
    found = {made.comment_id: Last(decision=made) for made in decisions.order_by("pk")}
    for wording in wordings.order_by("version"):
        made = found.get(wording.comment_id, Last()).decision
        if made is None or made.comment_version < wording.version:
            found[wording.comment_id] = Last(wording=wording)
    return found


def who_was_first(comment: Comment) -> str:
    """A sentence about what came before: who, when and what."""
    decision, wording = last_of([comment.pk]).get(comment.pk, Last())
    if wording:
        words = _("%(who)s edited it first, %(when)s.")
        return words % {"who": wording.replaced_by, "when": when(wording.replaced_at)}
    # An older decision is no reason: the text, or its author's mind, changed after it.
    is_last = decision and decision.comment_version + 1 == comment.version
    if decision is None or not is_last or comment.withdrawn_at:
        return _("This comment was changed or withdrawn meanwhile.")
    return _("%(who)s was first, %(when)s: “%(status)s”.") % {
        "who": decision.moderator or decision.policy,
        "when": when(decision.decided_at),
        "status": CommentStatus(decision.to_status).label,
    }


def in_short(last: Last | None, status: str) -> str:
    """The same for an open screen, where the moment is now."""
    decision, wording = last or Last()
    if wording:
        words = _("%(who)s edited the text: load the page again to see it.")
        return words % {"who": wording.replaced_by}
    if decision is None:
        return _("Changed meanwhile.")
    words = _("%(who)s decided: “%(status)s”.")
    who = decision.moderator or decision.policy
    return words % {"who": who, "status": CommentStatus(status).label}


def when(moment: datetime) -> str:
    return date_format(localtime(moment), "DATETIME_FORMAT")
