"""What moderators press: on one comment, on the ticked ones, on a whole result."""

import re
from collections.abc import Iterable
from datetime import datetime
from itertools import batched
from uuid import uuid4

from django.contrib import messages
from django.db.models import BigIntegerField, F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from articles.cursors import Cursor
from articles.models import Article
from comments import moderation
from comments.models import Comment, CommentStatus, Decision, Ground, Guideline
from comments.queues import Search
from comments.views.desk import notes, undoing
from comments.views.desk.card import ACTS
from comments.views.desk.corridor import (
    MAY_DECIDE,
    back,
    for_moderators,
    list_of,
    way_back,
)
from newsroom.http import SignedInRequest, whole_number
from newsroom.models import User
from newsroom.postgres.statements import Statement, one_of

MOST_TICKED = 500
# A whole result: so many in one press, so many in one transaction.
MOST_WHOLE = 2000
BATCH = 500
LONGEST_MARK = 2000
LIVE: Statement[int] = Statement(
    lambda: (
        Article.objects.live()
        .filter(one_of(F("pk"), "stories", BigIntegerField))
        .values_list("pk", flat=True)
    )
)
CHOSEN = re.compile(r"([0-9]{1,18})\.([0-9]{1,9})")


@require_POST
@for_moderators
def decide(request: SignedInRequest) -> HttpResponse:
    """Decide on one comment or on the ticked ones; each stands alone on the record.

    Several are asked about first, with their number, unless the page showed it.
    """
    act, _colon, single = request.POST.get("act", "").partition(":")
    seen = seen_in([single] if single else request.POST.getlist("chosen"))
    if act not in ACTS or not seen:
        messages.warning(request, _("Tick at least one comment, then choose."))
        return back(request)
    if len(seen) > 1 and request.POST.get("ticked") != str(len(seen)):
        return asked_about(request, act, seen)
    if single:
        notes.keep(request, min(seen))
    under = f"guideline-{min(seen)}" if single else "guideline"
    done = press(request, ACTS[act], seen, guideline_in(request.POST.get(under, "")))
    marked = request.POST.get(f"ground-{min(seen)}", "").strip() if single else ""
    if done and marked and act == "reject":
        mark(request, done[0], marked)
    return back(request, to=whole_number(request.POST.get("on", "")))


def asked_about(
    request: SignedInRequest, act: str, seen: dict[int, int]
) -> HttpResponse:
    guideline = guideline_in(request.POST.get("guideline", ""))
    context = {
        "act": act,
        "status": CommentStatus(ACTS[act]).label,
        "count": len(seen),
        "chosen": [f"{pk}.{version}" for pk, version in seen.items()],
        "guideline": guideline if act == "reject" else None,
        "list": request.POST.get("list", ""),
        "view": request.POST.get("view", ""),
        "way_back": way_back(request),
    }
    return render(request, "comments/desk/ticked.html", context)


def mark(request: HttpRequest, decision: Decision, marked: str) -> None:
    """Keep which words of the comment were the ground, as places and not as words."""
    words = r"\s+".join(re.escape(word) for word in marked[:LONGEST_MARK].split())
    body = Comment.objects.values_list("body", flat=True).get(pk=decision.comment_id)
    if found := re.search(words, body):
        Ground.objects.create(decision=decision, start=found.start(), end=found.end())
    else:
        messages.warning(
            request, _("The marked words are not in the text; nothing is marked.")
        )


@require_POST
@for_moderators
def whole(request: SignedInRequest) -> HttpResponse:
    """Decide on all that a list holds: asked first, with the number.

    Limited to what was there when the list was made; what came or was decided since
    stays as it is.
    """
    act = request.POST.get("act", "")
    made_at = Cursor.read(request.POST.get("made_at", "")).moment
    of = whole_number(request.POST.get("of", ""))
    if made_at is None or not (act in ACTS or (of and not act)):
        messages.warning(request, _("Choose what to do with them."))
        return back(request)
    search = Search(author=of) if of else Search.read(list_of(request))
    seen = found_in(search, made_at, act)
    guideline = guideline_in(request.POST.get("guideline", ""))
    if act and request.POST.get("confirmed") == str(len(seen)):
        press(request, ACTS[act], seen, guideline)
        return back(request)
    context = {
        "act": act,
        "status": CommentStatus(ACTS[act]).label if act else "",
        "of": of,
        "count": len(seen),
        "is_most": len(seen) == MOST_WHOLE,
        "guideline": guideline,
        "guidelines": list(Guideline.objects.filter(is_active=True)),
        "made_at": request.POST["made_at"],
        "list": request.POST.get("list", ""),
        "view": request.POST.get("view", ""),
        "way_back": way_back(request),
    }
    return render(request, "comments/desk/whole.html", context)


def found_in(search: Search, made_at: datetime, act: str) -> dict[int, int]:
    """What the list held then and can still become so."""
    moves = moderation.MOVES.items()
    before = [was for was, then in moves if not act or ACTS[act] in then]
    found = search.ordered.of(search.as_it_was(made_at)).filter(status__in=before)
    return dict(found.values_list("pk", "version")[:MOST_WHOLE])


def seen_in(chosen: list[str]) -> dict[int, int]:
    """Ids of comments, each with the version that was on the moderator's screen."""
    found = (CHOSEN.fullmatch(pair) for pair in chosen[:MOST_TICKED])
    return {int(pair[1]): int(pair[2]) for pair in found if pair}


def guideline_in(written: str) -> Guideline | None:
    pk = whole_number(written)
    return Guideline.objects.filter(pk=pk, is_active=True).first() if pk else None


def press(
    request: SignedInRequest,
    to: str,
    seen: dict[int, int],
    guideline: Guideline | None,
) -> list[Decision]:
    """One press: every refused one is named with its reason, the others go through."""
    by = moderation.By(moderator=request.user)
    batch = uuid4() if len(seen) > 1 else None
    whole = moderation.Outcome()
    try:
        for number, part in enumerate(batched(sorted(seen.items()), BATCH)):
            if number:
                may_still(request.user)
            whole += moderation.decide_all(
                dict(part), to, by=by, guideline=guideline, batch=batch
            )
    except moderation.Refused as refusal:
        messages.error(request, str(refusal))
    undoing.name_refused(request, whole.refusals)
    if whole.decisions:
        count = len(whole.decisions)
        words = ngettext(
            "%(count)d comment decided.", "%(count)d comments decided.", count
        )
        messages.success(request, words % {"count": count})
        undoing.remember(request, decision=whole.decisions[0].pk)
    if to == CommentStatus.APPROVED and not_live(whole.decisions):
        messages.warning(
            request, _("A story among them is not live: its comments show with it.")
        )
    return whole.decisions


def may_still(user: User) -> None:
    """Asked anew: a right may be taken away in the middle of a long press."""
    if not User.objects.get(pk=user.pk).has_perm(MAY_DECIDE):
        raise moderation.Refused(
            _("You may no longer decide on comments. The rest was left as it is.")
        )


def not_live(decisions: Iterable[Decision]) -> bool:
    stories = {decision.comment.article_id for decision in decisions}
    return len(stories) > len(LIVE.ask(stories=list(stories)))
