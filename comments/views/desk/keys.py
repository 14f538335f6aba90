"""Single keys, on or off: the moderator's own, kept with the account."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comments.views.desk.corridor import back, for_moderators
from newsroom.http import SignedInRequest


@require_POST
@for_moderators
def keys(request: SignedInRequest) -> HttpResponse:
    request.user.single_keys = request.POST.get("keys") == "on"
    request.user.save(update_fields=["single_keys"])
    if request.user.single_keys:
        messages.success(request, _("Single keys decide again."))
    else:
        messages.success(request, _("Single keys do nothing now; the buttons do."))
    return back(request)
