"""Our own pages, asked for from inside: no network, no server, nobody signed in."""

from functools import cache
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http.response import HttpResponseBase


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
