import subprocess
import sys
import time
from io import BytesIO
from tempfile import NamedTemporaryFile

from django.core.exceptions import ValidationError
from django.test import SimpleTestCase
from PIL import Image

from articles import uploads
from tests.pictures import hollow_png, picture, shared, shared_photos, upload

# Reads one file as an upload, and says what it took.
MEASURED = """
import resource, sys, time
import django
from django.conf import settings
settings.configure(USE_I18N=False)
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from articles import uploads
started = time.perf_counter()
try:
    uploads.inspect(ContentFile(open(sys.argv[1], "rb").read()))
    said = "accepted"
except ValidationError as error:
    said = error.messages[0]
try:  # this program's own; ru_maxrss begins with what the parent had
    lines = open("/proc/self/status").read().splitlines()
    most = next(int(l.split()[1]) for l in lines if l.startswith("VmHWM")) / 1024
except OSError:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
print(f"{time.perf_counter() - started:.2f}|{most:.0f}|{said}")
"""


def refusal(data: bytes) -> str:
    try:
        uploads.inspect(upload(data))
    except ValidationError as error:
        return error.messages[0]
    return ""


class UploadTests(SimpleTestCase):
    def test_ordinary_pictures_of_every_format_are_taken(self):
        for kind in uploads.FORMATS:
            found = uploads.inspect(upload(picture(kind)))
            self.assertEqual((found.width, found.height), (64, 48), kind)

    def test_t54_what_is_no_picture_is_refused_by_content_not_by_name(self):
        svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'
        for data in (svg, b"<html><script>1</script>", b"GIF89a<script>", b"x"):
            self.assertIn("This is no picture", refusal(data))
        for kind in ("TIFF", "BMP", "ICO", "PPM", "EPS"):
            self.assertIn("JPEG, PNG, WebP, GIF and AVIF", refusal(picture(kind)))

    def test_heic_is_refused_by_its_name(self):
        head = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"

        self.assertIn("HEIC", refusal(head + bytes(64)))

    def test_a_picture_cut_short_is_refused(self):
        for kind in ("JPEG", "PNG", "WEBP", "AVIF"):
            data = picture(kind, (640, 480))
            for kept in (0.5, 0.9):
                cut = data[: int(len(data) * kept)]
                self.assertTrue(refusal(cut), f"{kind} {kept}")

    def test_eighty_megapixels_are_refused_with_the_limit_named(self):
        self.assertIn("60 megapixels", refusal(hollow_png(10_000, 8_000)))
        self.assertIn("16000", refusal(hollow_png(17_000, 10)))

    def test_a_camera_held_on_its_side_is_measured_upright(self):
        for orientation in range(1, 9):
            exif = Image.Exif()
            exif[uploads.ORIENTATION] = orientation
            for kind in ("JPEG", "PNG", "WEBP"):
                found = uploads.inspect(upload(picture(kind, exif=exif)))
                expected = (64, 48) if orientation < 5 else (48, 64)
                self.assertEqual((found.width, found.height), expected)

    def test_too_many_bytes_are_refused_unread(self):
        file = upload(b"x")
        file.size = uploads.MOST_BYTES + 1
        with self.assertRaisesMessage(ValidationError, "larger than 25 MB"):
            uploads.inspect(file)

    def test_a_picture_one_pixel_wide_is_taken(self):
        self.assertEqual(refusal(picture(size=(2, 900))), "")


class BombTests(SimpleTestCase):
    def measure(self, data: bytes) -> tuple[float, float, str]:
        with NamedTemporaryFile() as file:
            file.write(data)
            file.flush()
            done = subprocess.run(
                [sys.executable, "-c", MEASURED, file.name],
                capture_output=True,
                text=True,
                check=True,
            )
        seconds, most, said = done.stdout.strip().split("|")
        return float(seconds), float(most), said

    def test_a_decompression_bomb_costs_little(self):
        for size in ((30_000, 30_000), (16_000, 3_700)):
            seconds, most, said = self.measure(hollow_png(*size))
            with self.subTest(said):
                self.assertLess(seconds, 2)
                self.assertLess(most, 300)

    def test_the_largest_jpeg_is_checked_in_little_memory(self):
        seconds, most, said = self.measure(picture(size=(9_000, 6_600)))
        self.assertEqual(said, "accepted")
        self.assertLess(most, 300)
        self.assertLess(seconds, 5)


class SharedPhotoTests(SimpleTestCase):
    def test_every_shared_photo_has_the_outcome_its_manifest_suggests(self):
        folder = shared("photos")
        for name, said in shared_photos().items():
            with self.subTest(name):
                known = said["pillow"]
                fine = known.get("loads") and known["format"] in uploads.FORMATS
                started = time.perf_counter()
                refused = refusal((folder / name).read_bytes())
                self.assertLess(time.perf_counter() - started, 2)
                self.assertEqual(not refused, bool(fine), refused)
                if fine:
                    image = Image.open(BytesIO((folder / name).read_bytes()))
                    self.assertIn(image.format, uploads.FORMATS)
