"""The pictures that readers get: made anew, whole and cut to three shapes around the
focal point, with nothing of the original's metadata but whom to credit, and named by
their bytes."""

import hashlib
from collections.abc import Callable, Iterator
from functools import cache as once
from functools import partial
from io import BytesIO
from typing import Any, NamedTuple

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage
from PIL import Image
from PIL.Image import Resampling

from articles import placing
from articles.credits import exif_of, xmp_of
from articles.models import Fault, Photo
from articles.models.photo import RECIPE
from articles.pixels import upright
from articles.uploads import look_of

# What changes here changes ``RECIPE``, and every photo is then made again.
WIDTHS = {
    "": (320, 640, 960, 1280, 1920),
    "16x9": (640, 1280, 1920),
    "4x3": (320, 640, 1280),
    "1x1": (160, 400, 1200),
}
MOST_PIXELS = 6_000_000
KINDS: dict[str, dict[str, Any]] = {
    "avif": {"quality": 50, "speed": 10},
    "jpeg": {"quality": 80, "optimize": True, "progressive": True},
}
ENDINGS = {"avif": "avif", "jpeg": "jpg"}


class Shape(NamedTuple):
    """One picture to be made: which cut, how large, in which format."""

    crop: str
    size: tuple[int, int]
    kind: str


def make(photo: Photo) -> None:
    """Make every rendition and note them on the photo. May be run again."""
    with photo.original.open("rb") as file:
        data = file.read()
    note(photo, made_from(photo, data, partial(tell, photo)))


def give_up(photo: Photo) -> None:
    """No picture can be made of its file: the photo says so and shows nowhere."""
    note(photo, [], Fault.DAMAGED)


def note(photo: Photo, made: list[dict[str, Any]], fault: str = "") -> None:
    """What was made takes the place of what there was."""
    before = names(photo)
    photo.renditions, photo.recipe, photo.fault = made, RECIPE, fault
    photo.save(update_fields=["renditions", "recipe", "fault", "look"])
    placing.forget(before - names(photo))
    photo.refresh_from_db(fields=["rights_end"])
    placing.settle(photo)


def made_from(
    photo: Photo, data: bytes, told: Callable[[int], None] = lambda percent: None
) -> list[dict[str, Any]]:
    """Make and keep every rendition of a photo's file, and say what they are."""
    whole = upright(data)
    photo.look = look_of(whole)
    made: list[dict[str, Any]] = []
    for at, crop in enumerate(WIDTHS):
        told(100 * at // len(WIDTHS))
        image = cut(whole, crop, (photo.focal_x, photo.focal_y))
        # Once for both formats: it is a third of the work.
        sized = once(partial(image.resize, resample=Resampling.LANCZOS, reducing_gap=3))
        made += [
            saved(photo, sized(shape.size), shape) for shape in shapes(crop, image.size)
        ]
    return made


def tell(photo: Photo, percent: int) -> None:
    cache.set(f"renditions-{photo.pk}", percent, timeout=60)


def progress(photo: Photo) -> int | None:
    """How much of a photo is made, in percent, while it is worked on."""
    found: int | None = cache.get(f"renditions-{photo.pk}")
    return found


def cut(image: Image.Image, crop: str, focus: tuple[int, int]) -> Image.Image:
    """The largest part of a shape. What is in focus keeps its place within it.

    Browsers do the same with ``object-position``: what the admin shows is what is cut.
    """
    if not crop:
        return image
    across, upwards = map(int, crop.split("x"))
    width = min(image.width, max(1, round(image.height * across / upwards)))
    height = min(image.height, max(1, round(image.width * upwards / across)))
    left = round((image.width - width) * focus[0] / 100)
    top = round((image.height - height) * focus[1] / 100)
    return image.crop((left, top, left + width, top + height))


def shapes(crop: str, size: tuple[int, int]) -> Iterator[Shape]:
    """Never larger than the picture is, nor than a browser can well unpack."""
    width, height = size
    widths = sorted({min(one, width) for one in WIDTHS[crop]})
    sizes = [(w, max(1, round(height * w / width))) for w in widths]
    fit = [one for one in sizes if one[0] * one[1] <= MOST_PIXELS] or sizes[:1]
    for kind in KINDS:
        yield from (Shape(crop, one, kind) for one in fit)


def names(photo: Photo) -> set[str]:
    return {made["name"] for made in photo.renditions}


def saved(photo: Photo, image: Image.Image, shape: Shape) -> dict[str, Any]:
    written = BytesIO()
    about: dict[str, Any] = {"xmp": xmp_of(photo)}
    if shape.kind == "jpeg":
        about["exif"] = exif_of(photo)
    image.save(written, shape.kind, **about, **KINDS[shape.kind])
    data = written.getvalue()
    # No two photos share a file: one may be deleted.
    digest = hashlib.sha256(photo.sha256.encode() + data).hexdigest()
    name = f"{digest[:32]}.{ENDINGS[shape.kind]}"
    is_limited = photo.rights_end is not None
    keep(default_storage, placing.place_of(name, is_limited=is_limited), data)
    return {
        "crop": shape.crop,
        "width": shape.size[0],
        "height": shape.size[1],
        "format": shape.kind,
        "name": name,
        "bytes": len(data),
        placing.LIMITED: is_limited,
    }


def keep(storage: Storage, name: str, data: bytes) -> None:
    """Write what is named by its content, once. A file cut short is written anew."""
    if storage.exists(name):
        if storage.size(name) == len(data):
            return
        storage.delete(name)
    storage.save(name, ContentFile(data))
