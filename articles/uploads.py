"""What may be uploaded: told in words that name the limit, at little cost."""

import hashlib
import warnings
from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
MOST_BYTES = 25 * 2**20
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 16_000
ORIENTATION = 0x0112
HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"}


@dataclass(frozen=True)
class Inspected:
    sha256: str
    width: int
    height: int
    look: int | None


def inspect(upload: File) -> Inspected:
    """Refuse what is no ordinary picture. Size comes first, pixels last."""
    if (upload.size or 0) > MOST_BYTES:
        raise ValidationError(
            _("The file is larger than %d MB.") % (MOST_BYTES // 2**20)
        )
    upload.seek(0)
    data = upload.read()
    upload.seek(0)
    image = opened(data)
    if image.width * image.height > MOST_PIXELS or max(image.size) > LONGEST_SIDE:
        raise too_large()
    width, height = image.size
    orientation = read_whole(image)
    if orientation >= 5:
        width, height = height, width
    look = None if image.format == "PNG" else look_of(image, orientation)
    return Inspected(hashlib.sha256(data).hexdigest(), width, height, look)


def look_of(image: Image.Image, orientation: int = 1) -> int:
    """64 bits: where in a picture it grows darker towards the right.

    Saved anew, smaller or in another format it differs in few of them.
    """
    small = image.convert("L").resize((9, 9), Image.Resampling.BOX)
    small.info.clear()
    small.getexif()[ORIENTATION] = orientation
    grey = list(ImageOps.exif_transpose(small).tobytes())
    bits = (grey[at] > grey[at + 1] for at in range(72) if at % 9 < 8)
    look = int("".join("01"[bit] for bit in bits), 2)
    return look - 2**64 if look >= 2**63 else look  # as the database keeps it


def opened(data: bytes) -> ImageFile.ImageFile:
    """A picture of which only the head was read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise too_large() from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise ValidationError(no_picture(data)) from error


def read_whole(image: ImageFile.ImageFile) -> int:
    """Read to the end, with few pixels in memory. Gives the orientation."""
    try:
        if image.format == "PNG":
            # Its checksums are enough, and cost no pixels.
            exif = image.getexif() if "exif" in image.info else {}
            image.verify()
            return int(exif.get(ORIENTATION, 1))
        image.draft("L", (max(1, image.width // 8), max(1, image.height // 8)))
        image.load()
        return int(image.getexif().get(ORIENTATION, 1))
    except Exception as error:
        raise ValidationError(_("The file is cut short or damaged.")) from error


def too_large() -> ValidationError:
    limits = {"millions": MOST_PIXELS // 10**6, "side": LONGEST_SIDE}
    return ValidationError(
        _(
            "The picture is too large: at most %(millions)d megapixels, and %(side)d"
            " pixels on a side."
        )
        % limits
    )


def no_picture(data: bytes) -> str:
    if data[4:8] == b"ftyp" and data[8:12] in HEIF_BRANDS:
        return _(
            "HEIC pictures cannot be read here. Save it as JPEG; JPEG, PNG, WebP, GIF"
            " and AVIF are taken."
        )
    return _("This is no picture. JPEG, PNG, WebP, GIF and AVIF are taken.")
