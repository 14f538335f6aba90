"""Error pages in the site's own look. None of them needs the database.

While it is there, they are dressed: the paper's name and sections around the words, in
the language of what was asked for.
"""

import logging
import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from newsroom import resending

# What Django raises when the database cannot be reached, or gives up on a request.
OUTAGE = (OperationalError, InterfaceError)
RETRY_AFTER_SECONDS = 30
DRESSED = {403, 404, 410, 413}
Around = Callable[[HttpRequest], dict[str, Any]]
# What an app gives to be put around them, the language among it.
_around: list[Around] = []
log = logging.getLogger(__name__)


def dress(around: Around) -> None:
    """Call it while apps are getting ready."""
    _around[:] = [around]


def dressed(request: HttpRequest | None) -> dict[str, Any]:
    """Nothing when it fails: the page is needed all the more."""
    if request is None or request.path_info.startswith(settings.STAFF_PREFIXES):
        return {"language": translation.get_language()}
    try:
        with transaction.atomic():
            return {
                name: value for one in _around for name, value in one(request).items()
            }
    except Exception:
        log.exception("An error page is shown without the paper around it.")
        return {}


def language_of(request: HttpRequest) -> str:
    """The language of what was asked for."""
    return dressed(request).get("language") or understood(request)


def understood(request: HttpRequest | None) -> str:
    """The language that the address or the reader's browser names: what is known
    without a database."""
    if request is None:
        return settings.LANGUAGE_CODE
    first = request.path_info.lstrip("/").partition("/")[0]
    named = first in dict(settings.LANGUAGES)
    return first if named else translation.get_language_from_request(request)


def page(
    request: HttpRequest | None,
    status: int,
    template: str = "",
    /,
    language: str = "",
    **context: Any,
) -> HttpResponse:
    """The page for a status, in the language of its address or its reader. Nobody
    stores it. After a failure of ours, and for who asks for another host, it does
    without the database."""
    around = dressed(request) if status in DRESSED else {}
    language = language or around.pop("language", None) or understood(request)
    with translation.override(language):
        html = render_to_string(template or f"{status}.html", around | context)
    response = HttpResponse(html, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Language"] = language
    return response


def unavailable(
    request: HttpRequest, template: str = "503.html", /, **context: Any
) -> HttpResponse:
    """The database is away: a page that needs none, and when to ask again."""
    response = page(request, 503, template, **context)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 404)


def failed(request: HttpRequest) -> HttpResponse:
    """Django asks for this page while it handles the exception."""
    if isinstance(sys.exception(), OUTAGE):
        return unavailable(request)
    return page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Staff get their words again, when a page of ours sent them."""
    if resending.can_be_sent_again(request):
        return resending.offered(request)
    return page(request, 403)
