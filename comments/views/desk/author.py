"""All from one e-mail address that somebody types, and that no link may carry."""

from django.contrib import messages
from django.db.models import Value
from django.db.models.functions import Lower
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comments.models import Contact
from comments.queues import Search
from comments.views.desk.corridor import back, for_moderators, list_of
from newsroom.http import SignedInRequest

LONGEST = 100


@require_POST
@for_moderators
def author(request: SignedInRequest) -> HttpResponse:
    """The list, narrowed to the address: a comment that came from it stands for it."""
    typed = request.POST.get("email", "").replace("\x00", "").strip()[:LONGEST]
    same = Contact.objects.annotate(address=Lower("email")).filter(
        address=Lower(Value(typed))
    )
    latest = same.order_by("-comment").first()
    if latest is None:
        messages.warning(request, _("No comment came from that address."))
        return back(request)
    search = Search.read(list_of(request)).only(author=latest.pk)
    return redirect(reverse("comments:queue") + search.address())
