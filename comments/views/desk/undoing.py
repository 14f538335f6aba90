"""The last press of a moderator, and the ten seconds in which it can be taken back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from comments import editing, moderation, reports
from comments.models import Comment, Decision, Report, Wording
from comments.views.desk.corridor import back, for_moderators
from newsroom.http import SignedInRequest

MOST_NAMED = 10


def remember(request: HttpRequest, **press: int) -> None:
    """One press is the last: what was before it can no longer be taken back here."""
    for kind in ("decision", "edit", "kept"):
        request.session.pop(f"last_{kind}", None)
    for kind, pk in press.items():
        request.session[f"last_{kind}"] = pk


def undoable(request: SignedInRequest) -> Decision | Wording | Report | None:
    """The signed-in moderator's last press, while it can be taken back."""
    if pk := request.session.get("last_edit"):
        return editing.recent(pk, request.user)
    if pk := request.session.get("last_kept"):
        return reports.recent(pk, request.user)
    pk = request.session.get("last_decision")
    return Decision.objects.undoable().filter(pk=pk).first() if pk else None


@require_POST
@for_moderators
def undo(request: SignedInRequest) -> HttpResponse:
    """Take back the last press, all of it, within its ten seconds."""
    last = undoable(request)
    remember(request)
    try:
        match last:
            case None:
                words = _("The ten seconds for taking it back are over.")
                raise moderation.Refused(words)
            case Wording():
                editing.take_back(last, by=request.user)
                messages.success(request, _("Taken back: the earlier words stand."))
                return back(request, to=last.comment_id)
            case Report():
                if not reports.keep_no_more(last):
                    words = _("It was decided meanwhile; that stands.")
                    raise moderation.Refused(words)
                messages.success(request, _("Taken back: everything is as it was."))
                return back(request, to=last.comment_id)
            case Decision():
                say(request, moderation.undo(last, by=request.user))
                return back(request, to=last.comment_id)
    except moderation.Refused as refusal:
        messages.error(request, str(refusal))
    return back(request)


def say(request: HttpRequest, outcome: moderation.Outcome) -> None:
    name_refused(request, outcome.refusals)
    if outcome.decisions and not outcome.refusals:
        messages.success(request, _("Taken back: everything is as it was."))
    elif outcome.decisions:
        messages.success(request, _("The others were taken back."))


def name_refused(request: HttpRequest, refusals: dict[int, moderation.Refused]) -> None:
    names = dict(
        Comment.objects.filter(pk__in=list(refusals)[:MOST_NAMED]).values_list(
            "pk", "author_name"
        )
    )
    for pk, name in names.items():
        words = _("%(author)s’s comment was left as it is. %(why)s")
        messages.error(request, words % {"author": name, "why": refusals[pk]})
    if (more := len(refusals) - len(names)) > 0:
        words = ngettext("So was %(count)d more.", "So were %(count)d more.", more)
        messages.error(request, words % {"count": more})
