"""Who is at the other end, as far as may be known and kept."""

import hashlib
import hmac
import ipaddress
import re

from django.conf import settings
from django.http import HttpRequest

BRACKETED = re.compile(r"\[(.+)\](:\d+)?")
UNKNOWN = "0.0.0.0"  # noqa: S104 (a name for "cannot tell", not a bind address)


def address_of(request: HttpRequest) -> str:
    """The client's address. Only hops that our own proxies wrote are believed."""
    said = request.META.get("REMOTE_ADDR") or UNKNOWN
    if proxies := settings.TRUSTED_PROXIES:
        header = request.headers.get("X-Forwarded-For")
        hops = [] if header is None else header.split(",")
        if len(hops) >= proxies:
            said = hops[-proxies].strip()
    try:
        address = ipaddress.ip_address(bare(said))
    except ValueError:
        return UNKNOWN
    mapped = getattr(address, "ipv4_mapped", None)
    return str(mapped or address)


def is_this_machine(request: HttpRequest) -> bool:
    """Asked by a program here, and not for somebody else by a server in front."""
    forwarded = {"X-Forwarded-For", "Forwarded"} & request.headers.keys()
    said = bare(request.META.get("REMOTE_ADDR") or UNKNOWN)
    return not forwarded and ipaddress.ip_address(said).is_loopback


def bare(said: str) -> str:
    """An address without the brackets, port and zone that some proxies add."""
    if bracketed := BRACKETED.fullmatch(said):
        said = bracketed[1]
    elif said.count(":") == 1:
        said = said.partition(":")[0]
    return said.partition("%")[0]


def network_of(address: str) -> str:
    """What one subscriber has: an IPv4 address, or a /64 of IPv6."""
    if ":" not in address:
        return address
    return str(ipaddress.ip_network(f"{address}/64", strict=False))


def keyed_hash(*parts: object) -> bytes:
    """Sixteen bytes that say "the same" and nothing else without the key."""
    message = "\x00".join(map(str, parts)).encode()
    return hmac.digest(settings.ADDRESS_KEY.encode(), message, hashlib.sha256)[:16]


def network_hash(request: HttpRequest) -> bytes:
    return keyed_hash("network", network_of(address_of(request)))


def is_same_origin(request: HttpRequest) -> bool:
    """Whether a page of ours sent this form. No evidence at all counts as another's."""
    ours = {f"{request.scheme}://{request.get_host()}", settings.SITE_URL}
    origin = request.headers.get("Origin")
    if origin not in {None, "null"} and origin not in ours:
        return False
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    if origin is not None:
        return origin in ours
    referer = request.headers.get("Referer", "")
    return "/".join(referer.split("/", 3)[:3]) in ours
