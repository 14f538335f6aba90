"""The moderators' queue. Every page under /desk/ stands in this module."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.postgres.functions import TransactionNow
from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

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
from newsroom.http import SignedInRequest

PER_PAGE = 25
MOST_AT_ONCE = 500
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
    flags: list[str]

    @property
    def body(self) -> str:
        return trusted(self.comment.body_html)


@require_safe
@for_moderators
def queue(request: HttpRequest) -> HttpResponse:
    held = Comment.objects.in_queue().annotate(now=TransactionNow())
    after = request.GET.get("after", "")
    if after.isdecimal():
        held = held.filter(pk__gt=int(after[:18]))
    rows = list(
        held.select_related("article__section", "parent", "contact").defer(
            "article__body", "article__body_text", "article__search"
        )[: PER_PAGE + 1]
    )
    oldest = Comment.objects.in_queue().values_list("submitted_at", flat=True).first()
    shown = rows[:PER_PAGE]
    context = {
        "cards": cards_of(shown),
        "more": shown[-1].pk if len(rows) > PER_PAGE else None,
        "total": tallies.total(tallies.HELD),
        "oldest": oldest,
        "guidelines": Guideline.objects.filter(is_active=True),
        "undoable": undoable(request),
    }
    return render(request, "comments/desk/queue.html", context)


def cards_of(rows: Sequence[Comment]) -> list[Card]:
    """Two queries beside the rows: the authors' earlier comments, and the checks."""
    emails = {row.contact.email.lower() for row in rows}
    past = {
        line["address"]: line
        for line in Contact.objects.annotate(address=Lower("email"))
        .filter(address__in=emails)
        .values("address")
        .annotate(
            approved=Count("pk", filter=Q(comment__status=CommentStatus.APPROVED)),
            rejected=Count("pk", filter=Q(comment__status=CommentStatus.REJECTED)),
            spam=Count("pk", filter=Q(comment__status=CommentStatus.SPAM)),
        )
    }
    flags: dict[int, list[str]] = {}
    results = ScreeningResult.objects.filter(comment__in=rows, outcome="flagged")
    for result in results:
        flags.setdefault(result.comment_id, []).append(FLAGS[result.check_name])
    return [
        Card(
            row,
            row.contact.email,
            row.contact.website,
            past.get(row.contact.email.lower(), {}),
            flags.get(row.pk, []),
        )
        for row in rows
    ]


FLAGS = {
    "links": _("Many links"),
    "honeypot": _("Hidden field filled in"),
    "timing": _("Sent within seconds"),
    "form": _("Not from our form"),
    "capitals": _("Mostly capitals"),
    "names": _("A name like our staff’s"),
}


def undoable(request: HttpRequest) -> Decision | None:
    """The signed-in moderator's last press, while it can be taken back."""
    pk = request.session.get("last_decision")
    return Decision.objects.filter(pk=pk).first() if pk else None


@require_POST
@for_moderators
def decide(request: SignedInRequest) -> HttpResponse:
    """Decide on one comment or on the ticked ones; each stands alone on the record."""
    act, _colon, single = request.POST.get("act", "").partition(":")
    chosen = [single] if single else request.POST.getlist("chosen")[:MOST_AT_ONCE]
    guideline_id = request.POST.get("guideline", "")
    guideline = (
        Guideline.objects.filter(pk=guideline_id, is_active=True).first()
        if guideline_id.isdecimal()
        else None
    )
    if act not in ACTS or not chosen:
        messages.warning(request, _("Tick at least one comment, then choose."))
        return redirect("comments:queue")
    done = decide_each(request, ACTS[act], chosen, guideline)
    if done:
        words = ngettext("%d comment decided.", "%d comments decided.", len(done))
        messages.success(request, words % len(done))
        request.session["last_decision"] = done[-1].pk
    return redirect("comments:queue")


def decide_each(
    request: SignedInRequest,
    to: CommentStatus,
    chosen: list[str],
    guideline: Guideline | None,
) -> list[Decision]:
    """Every refused one is named with its reason; the others go through."""
    versions = dict(
        pair.split(".", 1) for pair in chosen if pair.replace(".", "", 1).isdecimal()
    )
    batch = uuid4() if len(versions) > 1 else None
    done = []
    for comment in Comment.objects.filter(pk__in=versions).order_by("pk"):
        # What the moderator saw, not what stands there now.
        comment.version = int(versions[str(comment.pk)])
        comment.status = CommentStatus.HELD  # the queue shows held ones only
        try:
            by = moderation.By(moderator=request.user)
            done.append(
                moderation.decide(comment, to, by=by, guideline=guideline, batch=batch)
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
    if last is None:
        return redirect("comments:queue")
    together = Decision.objects.filter(batch=last.batch) if last.batch else [last]
    for decision in together:
        try:
            moderation.undo(decision, by=request.user)
        except moderation.Refused as refusal:
            messages.error(request, str(refusal))
            break
    else:
        messages.success(request, _("Taken back: everything is as it was."))
    request.session.pop("last_decision", None)
    return redirect("comments:queue")
