"""The way of a page that this process has given out before, in front of Django."""

from collections.abc import Callable, Hashable, Iterable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db import close_old_connections

from newsroom import replicas
from newsroom.errors import OUTAGE
from newsroom.pages.forms import taken_by
from newsroom.pages.heads import is_known, kept_by_caches
from newsroom.pages.page import CHANGED, Visit
from newsroom.pages.store import Head, Stored, store
from newsroom.pages.together import together
from newsroom.pages.validator import Moment

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Any]
MOST = 2000
KEPT_BY_CACHES = "Cache-Control"


class Door:
    """Gives a page out again with the bytes and headers of the time before, if the
    database says that nothing of it has changed.

    A public page is the same for everybody and depends on its address alone, so the
    way through Django ends at the same answer each time. Whatever is not plainly that,
    a parameter, a form, a change, an outage, goes that way.
    """

    def __init__(self, django: Application) -> None:
        self.django = django
        self.visits: dict[Hashable, Visit] = {}
        # By this Django tells whether a request came by TLS.
        scheme: Any = settings.SECURE_PROXY_SSL_HEADER
        self.scheme = scheme[0] if scheme else "wsgi.url_scheme"

    def __call__(
        self, environ: Environ, start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        asked = self.asked(environ)
        visit = self.visits.get(asked)
        if visit and (answer := again(visit, environ)):
            status, headers, body = answer
            start_response(status, headers)
            return [body]
        response = self.django(environ, start_response)
        if visit := getattr(response, "visit", None):
            self.remember(asked, visit, response, environ)
        return response  # type: ignore[no-any-return]

    def asked(self, environ: Environ) -> Hashable:
        """All of a request that a page's answer may depend on, but for its form.

        None where it may depend on more.
        """
        if environ["REQUEST_METHOD"] != "GET" or environ.get("QUERY_STRING"):
            return None
        names = ("HTTP_HOST", "SCRIPT_NAME", "PATH_INFO", "wsgi.url_scheme")
        return (environ.get(self.scheme), *map(environ.get, names))

    def remember(
        self, asked: Hashable, visit: Visit, response: Any, environ: Environ
    ) -> None:
        etag = response.headers.get("ETag", "").removeprefix("W/")
        stored = store.get(visit.place, etag)
        if asked is None or stored is None or response.cookies:
            return
        headers = [pair for pair in response.items() if pair[0] != KEPT_BY_CACHES]
        form = taken_by(environ.get("HTTP_ACCEPT_ENCODING", ""))
        stored.heads[form, response.status_code] = headers
        if len(self.visits) >= MOST:
            self.visits.clear()
        self.visits[asked] = visit


def again(visit: Visit, environ: Environ) -> tuple[str, Head, bytes] | None:
    """Status, headers and body of a page that is what it was, if it is."""
    stored = store.last(visit.place)
    if stored is None:
        return None
    form = taken_by(environ.get("HTTP_ACCEPT_ENCODING", ""))
    held = environ.get("HTTP_IF_NONE_MATCH", "")
    is_held = held and is_known(stored.etag, held)
    status = HTTPStatus.NOT_MODIFIED if is_held else HTTPStatus.OK
    head = stored.heads.get((form, status))
    if head is None:
        return None
    close_old_connections()
    try:
        environ[CHANGED] = not replicas.read(lambda: is_as_it_was(visit, stored))
    except OUTAGE:
        return None
    if environ[CHANGED]:
        return None
    lifetime = (KEPT_BY_CACHES, kept_by_caches(stored.validator))
    body = b"" if is_held else stored.in_form(form)
    return f"{status:d} {status.phrase}", [*head, lifetime], body


def is_as_it_was(visit: Visit, stored: Stored) -> bool:
    """Where nothing at all has changed that is one small question for all pages, and
    else each page's own."""
    moment = together.ask((replicas.chosen(), Moment), Moment.this)
    validator = stored.validator.at(moment)
    if validator is None:
        validator = visit.page.validator(visit.place, visit.address)
    if validator is None or validator.facts != stored.validator.facts:
        return False
    store.saw(stored, validator)
    store.get(visit.place, stored.etag)
    return True
