"""What readers reported, and the desk leaves as it is."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from comments import reports
from comments.views.desk import undoing
from comments.views.desk.corridor import back, for_moderators
from comments.views.desk.deciding import seen_in
from newsroom.http import SignedInRequest


@require_POST
@for_moderators
def keep(request: SignedInRequest) -> HttpResponse:
    """Keep one reported comment, or the ticked ones; that is on record with who did.

    It can be taken back within ten seconds, as any press.
    """
    single = request.POST.get("keep", "")
    seen = seen_in([single] if single else request.POST.getlist("chosen"))
    kept = reports.keep(seen, by=request.user)
    if kept:
        words = ngettext(
            "%(count)d comment stays; its reports are dealt with.",
            "%(count)d comments stay; their reports are dealt with.",
            len(kept),
        )
        messages.success(request, words % {"count": len(kept)})
        undoing.remember(request, kept=kept[0])
    if left := len(seen) - len(kept):
        words = ngettext(
            "%(count)d was changed, or dealt with, meanwhile: nothing was done about"
            " it.",
            "%(count)d were changed, or dealt with, meanwhile: nothing was done about"
            " them.",
            left,
        )
        messages.error(request, words % {"count": left})
    if not seen:
        messages.warning(request, _("Tick at least one comment, then choose."))
    return back(request)
