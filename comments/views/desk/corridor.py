"""Who may enter, and the way back to the list one came from."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from comments.queues import Search
from newsroom.http import SignedInRequest

View = Callable[..., HttpResponse]
MAY_DECIDE = "comments.moderate_comment"
PLACES = {"queue", "one-at-a-time"}


def for_moderators(view: View) -> View:
    """Guards the corridor: moderators only, others 403, visitors to sign-in."""
    may = permission_required(MAY_DECIDE, raise_exception=True)
    return login_required(may(view))


def list_of(request: SignedInRequest) -> QueryDict:
    """The list that a form was sent from, as its address stood after the "?"."""
    return QueryDict(sent(request).get("list", "")[:2000].removeprefix("?"))


def sent(request: SignedInRequest) -> QueryDict:
    return request.POST if request.method == "POST" else request.GET


def way_back(request: SignedInRequest) -> str:
    """To that list again, from the same place on: whatever was sent, ours."""
    asked = list_of(request)
    view = sent(request).get("view", "")
    name = view if view in PLACES else "queue"
    more = {"after": after} if (after := asked.get("after", "")[:60]) else {}
    query = Search.read(asked).address(**more)
    return reverse(f"comments:{name}") + query.removesuffix("?")


def back(request: SignedInRequest, to: int | None = None) -> HttpResponseRedirect:
    """To the list; ``to`` one comment of it, where it still stands there."""
    place = f"#comment-{to}" if to else ""
    return redirect(way_back(request) + place)
