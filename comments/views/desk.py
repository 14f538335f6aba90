"""The moderators' queue. Every page under /desk/ stands in this module."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.functions import TransactionNow
from django.db.models import OuterRef, Q
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from articles.cursors import Cursor
from comments import moderation, tallies
from comments.models import (
    Comment,
    CommentStatus,
    Contact,
    Decision,
    Guideline,
    ScreeningResult,
)
from comments.rendering import trusted
from newsroom.http import SignedInRequest, whole_number
from newsroom.models import User

PER_PAGE = 25
LOOK_BACK = 100
MOST_AT_ONCE = 500
CHOSEN = re.compile(r"([0-9]{1,18})\.([0-9]{1,9})")
View = Callable[..., HttpResponse]
ACTS = {
    "approve": CommentStatus.APPROVED,
    "reject": CommentStatus.REJECTED,
    "spam": CommentStatus.SPAM,
}


def for_moderators(view: View) -> View:
    """Guards the corridor: moderators only, others 403, visitors to sign-in."""
    may = permission_required("comments.moderate_comment", raise_exception=True)
    return login_required(may(view))


@dataclass
class Card:
    """One comment at a glance."""

    comment: Comment
    email: str
    website: str
    history: Mapping[str, Any]
    flags: list[Any]

    @property
    def body(self) -> str:
        return trusted(self.comment.body_html)


@require_safe
@for_moderators
def queue(request: HttpRequest) -> HttpResponse:
    held = Comment.objects.in_queue().annotate(
        now=TransactionNow(), history=earlier_statuses()
    )
    after = Cursor.read(request.GET.get("after", ""))
    if after.moment is not None:
        later = Q(submitted_at__gt=after.moment) | Q(pk__gt=after.pk)
        held = held.filter(later, submitted_at__gte=after.moment)
    rows = list(
        held.select_related("article__section", "parent", "contact").defer(
            "article__body", "article__body_text", "article__search"
        )[: PER_PAGE + 1]
    )
    oldest = Comment.objects.in_queue().values_list("submitted_at", flat=True).first()
    shown = rows[:PER_PAGE]
    last = shown[-1] if len(rows) > PER_PAGE else None
    context = {
        "cards": cards_of(shown),
        "more": last and Cursor.written(last.submitted_at, last.pk),
        "total": tallies.total(tallies.HELD),
        "oldest": oldest,
        "guidelines": Guideline.objects.filter(is_active=True),
        "undoable": undoable(request),
    }
    return render(request, "comments/desk/queue.html", context)


def earlier_statuses() -> ArraySubquery:
    """What became of the same address's latest comments: so many, and no more."""
    same = Contact.objects.annotate(address=Lower("email")).filter(
        address=Lower(OuterRef("contact__email"))
    )
    return ArraySubquery(same.order_by("-pk").values("comment__status")[:LOOK_BACK])


def cards_of(rows: Sequence[Comment]) -> list[Card]:
    """One query beside the rows: what the checks found."""
    flags: dict[int, list[Any]] = {}
    results = ScreeningResult.objects.filter(comment__in=rows, outcome="flagged")
    for result in results:
        flags.setdefault(result.comment_id, []).append(
            FLAGS.get(result.check_name, result.check_name)
        )
    return [
        Card(
            row,
            row.contact.email,
            row.contact.website,
            Counter(row.history),  # type: ignore[attr-defined]
            flags.get(row.pk, []),
        )
        for row in rows
    ]


FLAGS = {
    "links": gettext_lazy("Many links"),
    "honeypot": gettext_lazy("Hidden field filled in"),
    "timing": gettext_lazy("Sent within seconds"),
    "form": gettext_lazy("Not from our form"),
    "capitals": gettext_lazy("Mostly capitals"),
    "names": gettext_lazy("A name like our staff’s"),
}


def undoable(request: HttpRequest) -> Decision | None:
    """The signed-in moderator's last press, while it can be taken back."""
    pk = request.session.get("last_decision")
    return Decision.objects.undoable().filter(pk=pk).first() if pk else None


@require_POST
@for_moderators
def decide(request: SignedInRequest) -> HttpResponse:
    """Decide on one comment or on the ticked ones; each stands alone on the record."""
    act, _colon, single = request.POST.get("act", "").partition(":")
    seen = seen_in([single] if single else request.POST.getlist("chosen"))
    if act not in ACTS or not seen:
        messages.warning(request, _("Tick at least one comment, then choose."))
        return redirect("comments:queue")
    under = f"guideline-{min(seen)}" if single else "guideline"
    guideline = guideline_in(request.POST.get(under, ""))
    done = decide_each(request, ACTS[act], seen, guideline)
    if done:
        words = ngettext("%d comment decided.", "%d comments decided.", len(done))
        messages.success(request, words % len(done))
        request.session["last_decision"] = done[-1].pk
    return redirect("comments:queue")


def seen_in(chosen: list[str]) -> dict[int, int]:
    """Ids of comments, each with the version that was on the moderator's screen."""
    found = (CHOSEN.fullmatch(pair) for pair in chosen[:MOST_AT_ONCE])
    return {int(pair[1]): int(pair[2]) for pair in found if pair}


def guideline_in(written: str) -> Guideline | None:
    pk = whole_number(written)
    return Guideline.objects.filter(pk=pk, is_active=True).first() if pk else None


def decide_each(
    request: SignedInRequest,
    to: CommentStatus,
    seen: dict[int, int],
    guideline: Guideline | None,
) -> list[Decision]:
    """Every refused one is named with its reason; the others go through."""
    batch = uuid4() if len(seen) > 1 else None
    by = moderation.By(moderator=request.user)
    done = []
    for comment in Comment.objects.filter(pk__in=seen).order_by("pk"):
        shown = moderation.as_in_queue(comment, seen[comment.pk])
        try:
            done.append(
                moderation.decide(shown, to, by=by, guideline=guideline, batch=batch)
            )
        except moderation.Refused as refusal:
            words = _("%(author)s’s comment was left as it is. %(why)s")
            said = {"author": comment.author_name, "why": refusal}
            messages.error(request, words % said)
    return done


@require_POST
@for_moderators
def undo(request: SignedInRequest) -> HttpResponse:
    """Take back the last press, all of it, within its ten seconds."""
    last = undoable(request)
    request.session.pop("last_decision", None)
    if last is None:
        messages.error(request, _("The ten seconds for taking it back are over."))
        return redirect("comments:queue")
    together = Decision.objects.filter(batch=last.batch) if last.batch else [last]
    refusals = {why for d in together if (why := undone(d, request.user))}
    for why in refusals:
        messages.error(request, why)
    if not refusals:
        messages.success(request, _("Taken back: everything is as it was."))
    return redirect("comments:queue")


def undone(decision: Decision, user: User) -> str:
    """Nothing, or why the decision stands."""
    try:
        moderation.undo(decision, by=user)
    except moderation.Refused as refusal:
        return str(refusal)
    return ""
