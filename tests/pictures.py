"""Pictures made for tests, and the shared ones where they are at hand."""

import hashlib
import json
import os
import struct
import unittest
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest import mock

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles import uploads
from articles.models import Photo

SHARED = Path(
    os.environ.get("NEWSROOM_DATA") or settings.BASE_DIR.parent / "shared" / "data"
)


def shared(folder: str) -> Path:
    """A folder of shared test data; the test is skipped where there is none."""
    path = SHARED / folder
    if not path.exists():
        raise unittest.SkipTest(f"No {path}: set NEWSROOM_DATA to try real files.")
    return path


def shared_photos() -> dict[str, Any]:
    described = json.loads((shared("photos") / "manifest.json").read_text())
    files: dict[str, Any] = described["files"]
    return files


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48), **save: Any) -> bytes:
    """Red at its left, blue at its right."""
    mode = save.pop("mode", "RGB")
    image = Image.new("RGB", size, (200, 20, 20))
    image.paste((20, 20, 200), (size[0] // 2, 0, size[0], size[1]))
    written = BytesIO()
    image.convert(mode).save(written, kind, **save)
    return written.getvalue()


def hollow_png(width: int, height: int) -> bytes:
    """A PNG that declares a size, and holds that many zeros in very few bytes."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return png(head, packed_zeros(height * (1 + width * 3)))


def packed_zeros(count: int) -> bytes:
    """What zlib makes of them: a million is packed once, and told again and again."""
    many, rest = divmod(count, 1_000_000)
    packer = zlib.compressobj(9, wbits=-15)
    million = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    end = packer.compress(bytes(rest)) + packer.flush()
    # The checksum's one half stays at one, and the other counts them.
    return b"\x78\x9c" + million * many + end + struct.pack(">HH", count % 65521, 1)


def png(head: bytes, body: bytes) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        end = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + end

    parts = ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def damaged_png() -> bytes:
    """Every checksum is right, and what they guard is no picture."""
    head = struct.pack(">IIBBBBB", 64, 48, 8, 2, 0, 0, 0)
    return png(head, b"no stream of anything")


def kept_photo(data: bytes, **fields: Any) -> Photo:
    """A photo with its file in the store, not made yet."""
    found = uploads.inspect(ContentFile(data))
    row = {"caption": "C", "credit_line": "AP Photo/Zoë", "alt_text": "A", **fields}
    made = Photo(sha256=found.sha256, width=found.width, height=found.height, **row)
    made.original.save("x", ContentFile(data))
    return made


def upload(data: bytes, name: str = "picture.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/jpeg")


encoded: dict[bytes, bytes] = {}


@contextmanager
def encoded_once() -> Iterator[None]:
    """No process encodes the same pixels in the same way twice: what came of it the
    first time is written again. It is most of the work of loading the demo."""
    encode = Image.Image.save

    def save(image: Image.Image, file: BytesIO, kind: str, **how: Any) -> None:
        told = {k: v.tobytes() if k == "exif" else v for k, v in how.items()}
        way = repr((image.mode, image.size, kind, told))
        key = hashlib.sha256(way.encode() + image.tobytes()).digest()
        if key not in encoded:
            written = BytesIO()
            encode(image, written, kind, **how)
            encoded[key] = written.getvalue()
        file.write(encoded[key])

    with mock.patch.object(Image.Image, "save", save):
        yield
