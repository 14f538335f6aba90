"""What ``check --deploy`` says of our own settings, each with its id."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register  # noqa: A004
from django.db import connection

from newsroom.models import Letter

LOCAL = "django.core.cache.backends.locmem.LocMemCache"
NOWHERE = "django.core.cache.backends.dummy.DummyCache"


@register(Tags.database)
def check_letters(
    databases: Sequence[str] | None = None, **_options: Any
) -> list[CheckMessage]:
    """Asked for with ``check --database default``, and before each migration."""
    if (
        not databases
        or Letter._meta.db_table not in connection.introspection.table_names()
    ):
        return []
    count = Letter.objects.given_up().count()
    if not count:
        return []
    says = f"{count} letters could not be sent and were given up."
    hint = "The admin lists them under Letters, with the reason, to be tried again."
    return [Warning(says, hint=hint, id="newsroom.W006")]


@register(Tags.security, deploy=True)
def check_deployment(**_options: Any) -> list[CheckMessage]:
    cache = settings.CACHES["default"]["BACKEND"]
    findings = [
        (
            settings.DEMO or settings.DEBUG,
            "DEMO or DEBUG is on: staff need no second factor, keys are made here.",
            "Unset both, and set SECRET_KEY, ADDRESS_KEY, SITE_URL and DATABASE_URL.",
            "newsroom.W001",
        ),
        (
            not settings.SITE_URL.startswith("https://"),
            "SITE_URL is not https: cookies of staff travel in the open.",
            "Set SITE_URL=https://… and let the server in front speak TLS.",
            "newsroom.W002",
        ),
        (
            settings.SECURE_SSL_REDIRECT and not settings.TRUSTED_PROXIES,
            "TRUSTED_PROXIES is 0, so no request is known to have come by https.",
            "Set it to the number of proxies in front, each of which must overwrite"
            " X-Forwarded-Proto and add to X-Forwarded-For.",
            "newsroom.W003",
        ),
        (
            not settings.MAILERS["default"].get("OPTIONS", {}).get("host"),
            "EMAIL_URL is not set: no letter leaves, not even to reset a password.",
            "Set EMAIL_URL, like smtp+tls://user:password@mail.example.org:587.",
            "newsroom.W004",
        ),
        (
            cache in {LOCAL, NOWHERE},
            "The cache is not shared: each process counts sign-in attempts alone.",
            "Unset CACHE_URL to count in PostgreSQL, or name a Valkey server.",
            "newsroom.W005",
        ),
    ]
    return [
        Warning(says, hint=hint, id=name)
        for is_so, says, hint, name in findings
        if is_so
    ]
