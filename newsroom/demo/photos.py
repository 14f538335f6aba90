"""The demo's photos. content/photos/CREDITS.md says where each comes from."""

import hashlib
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet

from articles import renditions, uploads
from articles.models import Photo
from articles.models.photo import original_name
from newsroom.demo.content import PHOTOS, table
from newsroom.models import User


def make(by: User, done: Callable[..., None]) -> dict[str, Photo]:
    """Every photo, checked like an upload, with its renditions.

    They are made here and not by the worker, so that the first page has pictures; on
    all processors, because encoding them is most of the work of loading the demo.
    """
    names = list(table("photos"))
    made = {}
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        everything = pool.map(renditions.made_from, map(data_of, names))
        for name, rendered in zip(names, everything, strict=True):
            made[name] = keep(name, rendered, by)
            done(1)
    return made


def keep(name: str, rendered: list[dict[str, object]], by: User) -> Photo:
    data = data_of(name)
    found = uploads.inspect(SimpleUploadedFile(f"{name}.jpg", data, "image/jpeg"))
    photo = Photo(
        sha256=found.sha256,
        width=found.width,
        height=found.height,
        renditions=rendered,
        uploaded_by=by,
        **table("photos")[name],
    )
    photo.original.name = original_name(photo, name)
    renditions.keep(photo.original.storage, photo.original.name, data)
    photo.save()
    return photo


def data_of(name: str) -> bytes:
    return (PHOTOS / f"{name}.jpg").read_bytes()


def found() -> QuerySet[Photo]:
    """The photos with these bytes, whoever uploaded them."""
    hashes = [hashlib.sha256(data_of(name)).hexdigest() for name in table("photos")]
    return Photo.objects.filter(sha256__in=hashes)
