"""A form of staff that came when their sign-in had ended, or was renewed elsewhere.

It is shown again with all that it said, to be sent once more: nothing typed is lost.
Only a form that a page of ours sent is shown so, as the browser tells. Another site's
would else be sent by a button of ours.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from newsroom.client import is_same_origin

# Not the sign-in itself: who signs in has nothing to lose.
PREFIXES = ("/admin/", "/desk/")
SECRET = "password"  # noqa: S105 (part of a field's name)
OURS = "csrfmiddlewaretoken"


def can_be_sent_again(request: HttpRequest) -> bool:
    return (
        request.method == "POST"
        and request.path_info.startswith(PREFIXES)
        and is_same_origin(request)
        and not any(SECRET in name for name in request.POST)
    )


def leads_to_sign_in(response: HttpResponse) -> bool:
    if response.status_code != 302:
        return False
    return urlsplit(response.headers["Location"]).path in {
        reverse(settings.LOGIN_URL),
        reverse("admin:login"),
    }


def offered(request: HttpRequest) -> HttpResponse:
    """The form again, behind one button, with a token that is good for it."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name != OURS
        for value in values
    ]
    context = {"fields": fields, "files": request.FILES, "sign_in": settings.LOGIN_URL}
    language = translation.get_language()
    return HttpResponseForbidden(
        render_to_string("account/again.html", context, request),
        headers={"Content-Language": language},
    )
