"""What may be uploaded, decided before a single pixel is decoded."""

import hashlib
import warnings
from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageFile, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
MOST_BYTES = 25 * 2**20
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 16_000


@dataclass(frozen=True)
class Inspected:
    sha256: str
    width: int
    height: int


def inspect(upload: UploadedFile) -> Inspected:
    """Refuse what is no ordinary picture, in words that name the limit."""
    if (upload.size or 0) > MOST_BYTES:
        raise ValidationError(
            _("The file is larger than %d MB.") % (MOST_BYTES // 2**20)
        )
    upload.seek(0)
    data = upload.read()
    upload.seek(0)
    image = opened(data)
    if image.width * image.height > MOST_PIXELS or max(image.size) > LONGEST_SIDE:
        raise ValidationError(
            _("The picture has more than %d megapixels.") % (MOST_PIXELS // 10**6)
        )
    try:
        image.load()
    except Exception as error:
        raise ValidationError(_("The file is cut short or damaged.")) from error
    turned = image.getexif().get(0x0112, 1) >= 5
    width, height = image.size[::-1] if turned else image.size
    return Inspected(hashlib.sha256(data).hexdigest(), width, height)


def opened(data: bytes) -> ImageFile.ImageFile:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(BytesIO(data), formats=FORMATS)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise ValidationError(
            _("This is no picture in JPEG, PNG, WebP, GIF or AVIF.")
        ) from error
    except Image.DecompressionBombError as error:
        raise ValidationError(
            _("The picture has more than %d megapixels.") % (MOST_PIXELS // 10**6)
        ) from error
