"""The pictures that readers get: made anew, upright, in sRGB, with nothing of the
original's metadata but whom to credit, and named by their bytes."""

import hashlib
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage
from PIL import Image, ImageCms, ImageOps

from articles.credits import exif_of, xmp_of
from articles.models import Photo
from articles.uploads import ORIENTATION, opened

WIDTHS = (320, 640, 960, 1280, 1920)
JPEG_WIDTH = 1280
WORST = (WIDTHS[-1] * 2, WIDTHS[-1] * 2)


def make(photo: Photo) -> None:
    """Make every rendition and note them on the photo. May be run again."""
    with photo.original.open("rb") as file:
        data = file.read()
    before = names(photo)
    photo.renditions = made_from(photo, data)
    photo.save(update_fields=["renditions"])
    forget(before - names(photo))


def made_from(photo: Photo, data: bytes) -> list[dict[str, Any]]:
    """Make and keep every rendition of a photo's file, and say what they are."""
    image = upright(data)
    widths = [width for width in WIDTHS if width < image.width]
    widths.append(min(image.width, WIDTHS[-1]))
    made = [
        saved(photo, image, width, "WEBP", quality=80, method=4) for width in widths
    ]
    width = min(JPEG_WIDTH, image.width)
    jpeg = {"quality": 82, "optimize": True, "exif": exif_of(photo)}
    made.append(saved(photo, image, width, "JPEG", **jpeg))
    return made


def names(photo: Photo) -> set[str]:
    return {made["name"] for made in photo.renditions}


def forget(files: set[str]) -> None:
    for name in files:
        default_storage.delete(name)


def upright(data: bytes) -> Image.Image:
    """The first frame in plain RGB, turned as the camera was held, on white."""
    source = opened(data)
    source.seek(0)
    source.draft("RGB", WORST)  # of a large JPEG only as many pixels as are needed
    source.load()
    orientation = source.getexif().get(ORIENTATION, 1)
    profile = source.info.get("icc_profile")
    image = in_srgb(flat(smaller(eight_bit(source), orientation)), profile)
    image.info.clear()
    if orientation != 1:
        image.getexif()[ORIENTATION] = orientation
        image = ImageOps.exif_transpose(image)
    plain = Image.new("RGB", image.size)
    plain.paste(image)
    return plain


def eight_bit(image: Image.Image) -> Image.Image:
    """In a mode that can be resized, and that says its transparency itself."""
    if image.mode.startswith("I"):
        return image.point(lambda value: value / 256).convert("L")
    if image.mode in {"1", "P", "PA", "La", "LA", "RGBa"} or (
        "transparency" in image.info
    ):
        see_through = "transparency" in image.info or "a" in image.mode.lower()
        return image.convert("RGBA" if see_through else "RGB")
    return image


def smaller(image: Image.Image, orientation: int) -> Image.Image:
    """No wider, once upright, than the widest rendition."""
    across = image.width if orientation < 5 else image.height
    if across <= WIDTHS[-1]:
        return image
    size = [max(1, round(side * WIDTHS[-1] / across)) for side in image.size]
    return image.resize((size[0], size[1]), Image.Resampling.LANCZOS, reducing_gap=3)


def flat(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    white = Image.new("RGBA", image.size, "white")
    white.alpha_composite(image)
    return white.convert("RGB")


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Its colours as browsers take a picture without a profile to be."""
    if profile and image.mode in {"RGB", "CMYK", "L"}:
        try:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            turned = ImageCms.profileToProfile(image, own, srgb, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            return image.convert("RGB")  # a profile of another kind, or a broken one
        if turned is not None:
            return turned
    return image.convert("RGB")


def saved(
    photo: Photo, image: Image.Image, width: int, kind: str, **options: Any
) -> dict[str, Any]:
    height = max(1, round(image.height * width / image.width))
    sized = image.resize((width, height), Image.Resampling.LANCZOS)
    written = BytesIO()
    sized.save(written, kind, xmp=xmp_of(photo), **options)
    data = written.getvalue()
    ending = {"JPEG": "jpg", "WEBP": "webp"}[kind]
    # No two photos share a file: one may be deleted.
    digest = hashlib.sha256(photo.sha256.encode() + data).hexdigest()
    name = f"{digest[:32]}.{ending}"
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
