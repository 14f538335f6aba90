"""The demo's photos. content/photos/CREDITS.md says where each comes from."""

import hashlib
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet

from articles import renditions, uploads
from articles.models import Photo
from articles.models.photo import RECIPE, original_name
from newsroom.demo.content import PHOTOS, table
from newsroom.models import User


def make(by: User, done: Callable[..., None]) -> dict[str, Photo]:
    """Every photo, checked like an upload, with its renditions.

    They are made here and not by the worker, so that the first page has pictures; on
    all processors, because encoding them is most of the work of loading the demo.
    """
    rows = {name: photo(name, by) for name in table("photos")}
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        everything = pool.map(renditions.made_from, rows.values(), map(data_of, rows))
        for name, rendered in zip(rows, everything, strict=True):
            keep(rows[name], data_of(name), rendered)
            done(1)
    return rows


def photo(name: str, by: User) -> Photo:
    """Checked and measured, not saved yet."""
    data = data_of(name)
    found = uploads.inspect(SimpleUploadedFile(f"{name}.jpg", data, "image/jpeg"))
    return Photo(
        sha256=found.sha256,
        width=found.width,
        height=found.height,
        uploaded_by=by,
        **table("photos")[name],
    )


def keep(row: Photo, data: bytes, rendered: list[dict[str, object]]) -> None:
    row.renditions, row.recipe = rendered, RECIPE
    row.original.name = original_name(row, "")
    renditions.keep(row.original.storage, row.original.name, data)
    row.save()


def data_of(name: str) -> bytes:
    return (PHOTOS / f"{name}.jpg").read_bytes()


def found() -> QuerySet[Photo]:
    """The photos with these bytes, whoever uploaded them."""
    hashes = [hashlib.sha256(data_of(name)).hexdigest() for name in table("photos")]
    return Photo.objects.filter(sha256__in=hashes)
