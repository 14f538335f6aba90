"""EMAIL_URL as Django's MAILERS."""

from typing import Any
from urllib.parse import parse_qs, unquote

from newsroom.env import split, stop

BACKEND = "django.core.mail.backends.{}.EmailBackend"
SECONDS = 10


def mailers_from(url: str, *, trial: bool) -> dict[str, dict[str, Any]]:
    """``smtp://user:password@host:port``, ``smtp+tls://`` or ``smtps://``.

    Without one, a trial site writes letters to the console, and any other site
    refuses to send: a letter that cannot leave stays in its queue and is seen.
    """
    if not url:
        name = "console" if trial else "smtp"
        return {"default": {"BACKEND": BACKEND.format(name)}}
    parts = split(url)
    if parts.scheme == "console":
        return {"default": {"BACKEND": BACKEND.format("console")}}
    if parts.scheme not in {"smtp", "smtp+tls", "smtps"} or not parts.hostname:
        stop("EMAIL_URL must be like smtp+tls://user:password@mail.example.org:587.")
    seconds = parse_qs(parts.query).get("timeout", [str(SECONDS)])[0]
    if not seconds.isdecimal() or int(seconds) == 0:
        stop("the timeout in EMAIL_URL must be a whole number of seconds.")
    options: dict[str, Any] = {
        "host": parts.hostname,
        "port": parts.port or {"smtp": 25, "smtps": 465}.get(parts.scheme, 587),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "timeout": int(seconds),
        "use_tls": parts.scheme == "smtp+tls",
        "use_ssl": parts.scheme == "smtps",
    }
    return {"default": {"BACKEND": BACKEND.format("smtp"), "OPTIONS": options}}
