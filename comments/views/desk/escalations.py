"""What moderators ask editors about, and the page where editors answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comments import escalating
from comments.models import Escalation
from comments.models.escalation import Advice
from comments.rendering import trusted
from comments.telling import MODERATE
from comments.text import clean_body, is_blank
from comments.views.desk.corridor import View, back, for_moderators
from newsroom.http import SignedInRequest, whole_number

LONGEST = 1000


def for_editors(view: View) -> View:
    """Whoever may answer, and moderators, who look on."""

    def guarded(request: SignedInRequest) -> HttpResponse:
        if not {escalating.ANSWER, MODERATE} & request.user.get_all_permissions():
            raise PermissionDenied
        return view(request)

    return login_required(guarded)


@require_POST
@for_moderators
def escalate(request: SignedInRequest) -> HttpResponse:
    """Ask an editor about a comment. It stays held."""
    pk = whole_number(request.POST.get("escalate", "")) or 0
    note = words_in(request, f"question-{pk}")
    editor = whole_number(request.POST.get(f"editor-{pk}", ""))
    to = get_object_or_404(escalating.editors_for(request.user.pk), pk=editor)
    if not note:
        messages.warning(request, _("Write first what you ask."))
    elif escalating.escalate(pk, note, to=to, by=request.user):
        messages.success(request, _("%s is asked. The comment stays held.") % to)
    else:
        messages.warning(
            request, _("The comment is decided, or %s was asked already.") % to
        )
    return back(request)


@require_safe
@for_editors
def escalated(request: SignedInRequest) -> HttpResponse:
    """Editors see what they are asked, moderators also what others are."""
    rows = Escalation.objects.standing().select_related(
        "moderator", "editor", "comment__article", "comment__parent"
    )
    mine = rows.filter(editor=request.user, answered_at=None).order_by("pk")
    others = rows.exclude(pk__in=mine.values("pk")).order_by("answered_at", "pk")
    context = {
        "mine": [(row, trusted(row.comment.body_html)) for row in mine],
        "others": others[:100] if request.user.has_perm(MODERATE) else [],
        "advice": Advice.choices,
    }
    return render(request, "comments/desk/escalated.html", context)


@require_POST
@for_editors
def answer(request: SignedInRequest) -> HttpResponse:
    """An editor's advice, for moderators to see with the comment."""
    pk = whole_number(request.POST.get("escalation", "")) or 0
    advice, words = request.POST.get("advice", ""), words_in(request, "answer")
    if advice not in Advice or (advice == Advice.OTHER and not words):
        messages.warning(request, _("Choose what you advise, or write it."))
    elif escalating.answer(pk, advice, words, by=request.user):
        messages.success(request, _("Thank you. Moderators see it with the comment."))
    else:
        messages.warning(request, _("It was answered or decided meanwhile."))
    return redirect("comments:escalated")


def words_in(request: SignedInRequest, name: str) -> str:
    words = clean_body(request.POST.get(name, "").replace("\x00", ""))[:LONGEST]
    return "" if is_blank(words) else words
