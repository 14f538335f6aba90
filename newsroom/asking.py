"""Our own pages, asked for from inside, with no network and no server; or as readers
do, from whatever stands in front of us."""

from functools import cache
from http.client import HTTPException
from io import BytesIO
from typing import Any, NamedTuple
from urllib.error import HTTPError
from urllib.parse import unquote_to_bytes, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import brotli
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http.response import HttpResponseBase

from newsroom.pages.forms import PLAIN, UNPACKED_BY

PATIENCE = 10  # seconds


class NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Whoever is asked answers: what it leads to elsewhere is not asked."""


class Answer(NamedTuple):
    status: int
    text: str


class Unanswered(Exception):
    """Nobody answered at the site's public address."""


@cache
def site() -> WSGIHandler:
    return WSGIHandler()


def ask(address: str) -> HttpResponseBase:
    """What a reader is answered under a path of ours, through every middleware.

    A page that fails is an answer too, with its status.
    """
    ours = urlsplit(settings.SITE_URL)
    path, _mark, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": ours.hostname,
        "SERVER_PORT": str(ours.port or {"https": 443}.get(ours.scheme, 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": ours.netloc,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": ours.scheme,
        "wsgi.input": BytesIO(),
    }
    said_by_the_server: Any = settings.SECURE_PROXY_SSL_HEADER
    if said_by_the_server and ours.scheme == "https":
        header, value = said_by_the_server
        environ[header] = value
    return site().get_response(WSGIRequest(environ))


def ask_as_readers(address: str, form: str) -> Answer:
    """What readers who take this form are answered under a path of ours, by caches
    too. Raises Unanswered."""
    takes = {"Accept-Encoding": form}
    request = Request(f"{settings.SITE_URL}{address}", headers=takes)  # noqa: S310 (ours)
    try:
        with build_opener(NoRedirects).open(request, timeout=PATIENCE) as answer:
            return Answer(answer.status, text_of(answer))
    except HTTPError as answer:
        with answer:
            return Answer(answer.code, text_of(answer))
    except (OSError, HTTPException, EOFError, brotli.error, KeyError) as fault:
        raise Unanswered(f"{settings.SITE_URL}: {fault}") from None


def text_of(answer: Any) -> str:
    unpack = UNPACKED_BY[answer.headers["Content-Encoding"] or PLAIN]
    return str(unpack(answer.read()), errors="replace")
