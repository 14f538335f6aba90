"""A picture of any kind made plain: upright, eight bits, on white, in sRGB."""

import math
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

from articles.uploads import ORIENTATION, opened

# So large is a picture worked on: no rendition needs more of it.
ACROSS, UPWARDS = 1920, 1200


class Damaged(Exception):
    """The file's head is a picture's, and the rest of it is not."""


def upright(data: bytes) -> Image.Image:
    """The first frame in plain RGB, turned as the camera was held."""
    try:
        return plain(data)
    except MemoryError:
        raise
    except Exception as error:  # a broken file breaks each decoder in its own way
        raise Damaged from error


def plain(data: bytes) -> Image.Image:
    source = opened(data)
    source.seek(0)
    orientation = source.getexif().get(ORIENTATION, 1)
    needed = worked_on(source.size, orientation)
    # Of a large JPEG only as many pixels are read as are needed, and half again.
    source.draft("RGB", (math.ceil(needed[0] * 1.5), math.ceil(needed[1] * 1.5)))
    source.load()
    profile = source.info.get("icc_profile")
    image = in_srgb(flat(smaller(eight_bit(source), needed)), profile)
    image.info.clear()
    if orientation != 1:
        image.getexif()[ORIENTATION] = orientation
        image = ImageOps.exif_transpose(image)
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    return bare


def worked_on(size: tuple[int, int], orientation: int) -> tuple[int, int]:
    """As large as the largest crop needs it, and no larger than it is."""
    across, upwards = size if orientation < 5 else reversed(size)
    scale = min(1, max(ACROSS / across, UPWARDS / upwards))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


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


def smaller(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    if image.width <= size[0]:
        return image
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)


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
