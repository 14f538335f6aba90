"""Where pictures are kept, a folder or an object store, and where readers get them."""

from typing import Any
from urllib.parse import parse_qs

from django.conf import settings

from newsroom.env import split, stop

S3 = "storages.backends.s3.S3Storage"
KINDS = {"default": "renditions", "originals": "originals"}


def address(name: str) -> str:
    """Of a picture made for readers, by its hashed name: on our own host, wherever it
    is kept."""
    return f"{settings.MEDIA_URL}{name}"


def stores_from(url: str) -> dict[str, dict[str, Any]]:
    """MEDIA_STORAGE as Django's STORAGES.

    ``s3://bucket`` or ``s3://bucket?endpoint=https://host&region=name``.

    Keys come from the environment, by the names that every S3 tool reads. Nothing in
    the bucket needs to be public: pictures go out through the site's own /media/.
    """
    parts = split(url)
    if parts.scheme != "s3" or not parts.hostname:
        stop("MEDIA_STORAGE must be like s3://bucket?endpoint=https://host.")
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    options: dict[str, Any] = {
        "bucket_name": parts.hostname,
        "endpoint_url": asked.get("endpoint"),
        "region_name": asked.get("region"),
        "default_acl": "private",
        "file_overwrite": False,
    }
    return {
        name: {"BACKEND": S3, "OPTIONS": options | {"location": folder}}
        for name, folder in KINDS.items()
    }
