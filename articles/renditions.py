"""The pictures that readers get: made anew, upright, with nothing of the original's
metadata, and named by their bytes."""

import hashlib
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage
from PIL import Image, ImageOps

from articles.models import Photo
from articles.uploads import opened

WIDTHS = (320, 640, 960, 1280, 1920)
JPEG_WIDTH = 1280


def make(photo: Photo) -> None:
    """Make every rendition and note them on the photo. May be run again."""
    with photo.original.open("rb") as file:
        photo.renditions = made_from(file.read())
    photo.save(update_fields=["renditions"])


def made_from(data: bytes) -> list[dict[str, Any]]:
    """Make and keep every rendition of a picture, and say what they are."""
    image = upright(opened(data))
    widths = [width for width in WIDTHS if width < image.width]
    widths.append(min(image.width, WIDTHS[-1]))
    made = [saved(image, width, "WEBP", quality=80, method=4) for width in widths]
    made.append(
        saved(image, min(JPEG_WIDTH, image.width), "JPEG", quality=82, optimize=True)
    )
    return made


def upright(image: Image.Image) -> Image.Image:
    """The first frame in plain RGB, turned as the camera was held, on white."""
    image.seek(0)
    image.load()
    image = ImageOps.exif_transpose(image)
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L")
    if "A" in image.mode or "transparency" in image.info:
        layer = image.convert("RGBA")
        image = Image.new("RGBA", layer.size, "white")
        image.alpha_composite(layer)
    plain = Image.new("RGB", image.size)
    plain.paste(image.convert("RGB"))
    return plain


def saved(image: Image.Image, width: int, kind: str, **options: Any) -> dict[str, Any]:
    height = max(1, round(image.height * width / image.width))
    sized = image.resize((width, height), Image.Resampling.LANCZOS)
    written = BytesIO()
    sized.save(written, kind, **options)
    data = written.getvalue()
    ending = {"JPEG": "jpg", "WEBP": "webp"}[kind]
    name = f"{hashlib.sha256(data).hexdigest()[:32]}.{ending}"
    keep(default_storage, name, data)
    return {
        "width": width,
        "height": height,
        "format": kind.lower(),
        "name": name,
        "bytes": len(data),
    }


def keep(storage: Storage, name: str, data: bytes) -> None:
    """Write what is named by its content, once. A file cut short is written anew."""
    if storage.exists(name):
        if storage.size(name) == len(data):
            return
        storage.delete(name)
    storage.save(name, ContentFile(data))
