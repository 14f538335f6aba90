"""Every public page there is, derived from the URLconf so that none is forgotten."""

import hashlib
import re
from collections.abc import Callable, Iterator

from django.urls import URLPattern, URLResolver, get_resolver

STAFF = ("admin/", "desk/", "accounts/")
HOST = re.compile(
    r"""(?:src|href|action|url\()\s*=?\s*["']?(?:https?:)?//([^/"'\s)>]+)"""
)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")


def routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """Every route as it is written, like ``<word:slug>/``."""
    for found in (resolver or get_resolver()).url_patterns:
        route = before + str(found.pattern)
        if route.startswith(STAFF):
            continue
        if isinstance(found, URLPattern):
            yield route
        else:
            yield from routes(found, route)


def hashes_of(text: str) -> set[str]:
    """What a page must not show of an address: also not hashed, as Gravatar would."""
    forms = {text, text.lower(), text.strip().lower()}
    names: tuple[Callable[..., object], ...] = (
        hashlib.md5,
        hashlib.sha1,
        hashlib.sha256,
    )
    return {name(form.encode()).hexdigest() for form in forms for name in names}  # type: ignore[attr-defined]


def faults_of(answer, private: set[str], allowed: set[str]) -> list[str]:
    """What is wrong with a public answer; ``private`` words may not be in it."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = body.decode(errors="replace") + repr(sorted(answer.headers.items()))
    lower = text.lower()
    found = [f"tells {word}" for word in private if word.lower() in lower]
    hashed = {digest: word for word in private for digest in hashes_of(word)}
    found += [f"tells a hash of {hashed[d]}" for d in hashed if d in lower]
    found += [f"tells {mail}" for mail in set(EMAIL.findall(text)) - allowed]
    found += [f"leads to {host}" for host in set(HOST.findall(text)) - allowed]
    found += (
        ["sets a cookie"] if answer.cookies or answer.has_header("Set-Cookie") else []
    )
    found += ["varies by cookie"] if "cookie" in answer.get("Vary", "").lower() else []
    return found
