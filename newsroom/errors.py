"""Error pages in the site's own look. None of them needs the database."""

import sys
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

# What Django raises when the database cannot be reached, or gives up on a request.
OUTAGE = (OperationalError, InterfaceError)
RETRY_AFTER_SECONDS = 30


def page(
    request: HttpRequest | None,
    status: int,
    template: str = "",
    /,
    language: str = "",
    **context: Any,
) -> HttpResponse:
    """The page for a status, in the site's language or another. Nobody stores it."""
    language = language or settings.LANGUAGE_CODE
    with translation.override(language):
        html = render_to_string(template or f"{status}.html", context)
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
    return page(request, 403)
