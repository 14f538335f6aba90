"""The paper's own mark: taken as a picture, made anew, and named by its bytes."""

import hashlib
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image

from articles.pixels import eight_bit
from articles.renditions import keep
from articles.uploads import inspect, opened

MOST_BYTES = 2 * 2**20
LONGEST_SIDE = 4000
# Twice what the masthead shows at its largest.
ACROSS, UPWARDS = 1200, 240
# Networks show no picture in full that is smaller than this on a side.
SMALLEST_SQUARE = 600
# What SVG files begin with. They can hold scripts, and are not taken.
DRAWN = (b"<svg", b"<?xml", b"<!doctype svg")
Logo = dict[str, Any]


def make(upload: File) -> Logo:
    """Keep it, and say where: with nothing of the file's but its pixels.

    What is see-through stays so, and empty margins go. "square" is the same on white,
    for those who show it elsewhere and cut it to a shape of their own.
    """
    image = trimmed(pixels(upload))
    image.thumbnail((ACROSS, UPWARDS), Image.Resampling.LANCZOS)
    square = kept(on_square(image), "jpg", "JPEG", quality=90, optimize=True)
    return kept(image, "webp", "WEBP", lossless=True, method=6) | {"square": square}


def kept(image: Image.Image, ending: str, kind: str, **how: Any) -> Logo:
    file = BytesIO()
    image.save(file, kind, **how)
    data = file.getvalue()
    name = f"{hashlib.sha256(data).hexdigest()[:32]}.{ending}"
    keep(default_storage, name, data)
    return {"name": name, "width": image.width, "height": image.height}


def on_square(image: Image.Image) -> Image.Image:
    """In the middle, and whole even in the middle strip twice as wide as high."""
    side = max(SMALLEST_SQUARE, image.width * 6 // 5, image.height * 3)
    square = Image.new("RGB", (side, side), "white")
    at = ((side - image.width) // 2, (side - image.height) // 2)
    square.paste(image, at, mask=image)
    return square


def pixels(upload: File) -> Image.Image:
    upload.seek(0)
    data = upload.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ValidationError(
            _("The file is larger than %d MB.") % (MOST_BYTES // 2**20)
        )
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(DRAWN):
        raise ValidationError(
            _("SVG files can hold scripts and are not taken. Save it as PNG or WebP.")
        )
    seen = inspect(upload)
    if max(seen.width, seen.height) > LONGEST_SIDE:
        raise ValidationError(_("A logo is at most %d pixels long.") % LONGEST_SIDE)
    try:
        image = opened(data)
        image.seek(0)
        image.load()
        return eight_bit(image).convert("RGBA")
    except Exception as fault:  # a broken file breaks each decoder in its own way
        raise ValidationError(_("The file is cut short or damaged.")) from fault


def trimmed(image: Image.Image) -> Image.Image:
    """Without margins that nobody sees; of nothing at all nothing can be made."""
    seen = image.getchannel("A").getbbox()
    if seen is None:
        raise ValidationError(_("There is nothing to see in it."))
    bare = Image.new("RGBA", (seen[2] - seen[0], seen[3] - seen[1]))
    bare.paste(image.crop(seen))
    return bare
