from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.test import TestCase
from PIL import Image, ImageCms

from articles import renditions, uploads
from articles.credits import ARTIST, COPYRIGHT
from articles.models import Photo
from articles.tasks import make_renditions
from tests.pictures import kept_photo, picture, shared, shared_photos

RED, BLUE = (200, 20, 20), (20, 20, 200)
# What a served file says of itself, and nothing else.
KEPT = {
    *("jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "exif", "xmp"),
    *("background", "loop", "timestamp", "duration", "progressive", "progression"),
}


def served(made: Photo, crop: str | None = "") -> list[tuple[bytes, Image.Image]]:
    """Its files: the whole ones, those of a crop, or with None all."""
    files = []
    for one in made.renditions:
        if crop in {None, one["crop"]}:
            with default_storage.open(one["name"]) as file:
                files.append(file.read())
    return [(data, Image.open(BytesIO(data))) for data in files]


def near(pixel, colour, by=40):
    return all(abs(a - b) <= by for a, b in zip(pixel, colour, strict=True))


def corners(image):
    image = image.convert("RGB")
    middle = image.height // 2
    return image.getpixel((1, middle)), image.getpixel((image.width - 2, middle))


class RenditionTests(TestCase):
    def made(self, data: bytes, **fields) -> Photo:
        row = kept_photo(data, **fields)
        renditions.make(row)
        return row

    def test_widths_formats_and_sizes_are_told_truly(self):
        row = self.made(picture(size=(2000, 1000)))

        for crop, sizes in {
            "": [(320, 160), (640, 320), (960, 480), (1280, 640), (1920, 960)],
            "16x9": [(640, 360), (1280, 720), (1778, 1000)],
            "4x3": [(320, 240), (640, 480), (1280, 960)],
            "1x1": [(160, 160), (400, 400), (1000, 1000)],
        }.items():
            for kind in ("avif", "jpeg"):
                told = [(one["width"], one["height"]) for one in row.made(kind, crop)]
                self.assertEqual(told, sizes)
        everything = served(row, crop=None)
        for told, (data, image) in zip(row.renditions, everything, strict=True):
            self.assertEqual(image.size, (told["width"], told["height"]))
            self.assertEqual(image.format, told["format"].upper())
            self.assertEqual(len(data), told["bytes"])

    def test_a_crop_keeps_what_is_in_focus(self):
        for focus, colours in ((0, (RED, RED)), (50, (RED, BLUE)), (100, (BLUE, BLUE))):
            row = self.made(picture(size=(1800, 300)), focal_x=focus)
            for crop in ("16x9", "4x3", "1x1"):
                for _data, image in served(row, crop):
                    for found, colour in zip(corners(image), colours, strict=True):
                        self.assertTrue(near(found, colour), (focus, crop, found))
            row.delete()

    def test_a_tall_picture_has_no_rendition_that_fills_a_memory(self):
        row = self.made(picture(size=(1000, 15_000)))

        largest = max(one["width"] * one["height"] for one in row.renditions)
        self.assertLessEqual(largest, renditions.MOST_PIXELS)
        self.assertEqual(row.made("jpeg", "1x1")[-1]["width"], 1000)

    def test_every_orientation_comes_out_upright(self):
        for orientation in range(1, 9):
            # Turn a picture the other way round, so that its tag puts it right.
            upright = Image.open(BytesIO(picture("PNG")))
            undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
            image = upright.copy()
            if orientation > 1:
                turns = list(Image.Transpose)
                image = image.transpose(turns[undo[orientation]])
            exif = Image.Exif()
            exif[uploads.ORIENTATION] = orientation
            written = BytesIO()
            image.save(written, "JPEG", exif=exif)
            for _data, shown in served(self.made(written.getvalue())):
                with self.subTest(orientation):
                    self.assertEqual(shown.size, (64, 48))
                    left, right = corners(shown)
                    self.assertTrue(near(left, RED) and near(right, BLUE))
                    tag = shown.getexif().get(uploads.ORIENTATION, 1)
                    self.assertEqual(tag, 1)

    def test_odd_modes_keep_their_colours(self):
        deep = BytesIO()
        Image.new("I;16", (64, 48), 127 * 256).save(deep, "PNG")
        for data, left in (
            (picture(mode="CMYK"), RED),
            (picture("PNG", mode="P"), RED),
            (picture("PNG", mode="LA"), (73, 73, 73)),
            (picture("PNG", mode="RGBA"), RED),
            (picture("GIF"), RED),
            (picture("AVIF"), RED),
            (deep.getvalue(), (127, 127, 127)),
        ):
            for _bytes, image in served(self.made(data)):
                self.assertEqual(image.mode, "RGB")
                self.assertTrue(near(corners(image)[0], left), corners(image)[0])

    def test_what_is_see_through_becomes_white(self):
        written = BytesIO()
        Image.new("RGBA", (40, 40), (255, 0, 0, 0)).save(written, "PNG")

        for _data, image in served(self.made(written.getvalue())):
            self.assertTrue(near(image.convert("RGB").getpixel((5, 5)), (255,) * 3, 4))

    def test_a_profile_is_worked_in_before_it_is_dropped(self):
        written = BytesIO()
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
        swapped = swapped_profile(profile.tobytes())
        Image.new("RGB", (40, 40), (200, 20, 20)).save(
            written, "PNG", icc_profile=swapped
        )

        for _data, image in served(self.made(written.getvalue())):
            self.assertNotIn("icc_profile", image.info)
            self.assertTrue(near(image.convert("RGB").getpixel((5, 5)), (20, 200, 20)))

    def test_an_animation_is_its_first_frame(self):
        frames = [Image.new("RGB", (40, 40), colour) for colour in (RED, BLUE)]
        for kind in ("GIF", "WEBP"):
            written = BytesIO()
            frames[0].save(written, kind, save_all=True, append_images=frames[1:])
            for _data, image in served(self.made(written.getvalue())):
                self.assertEqual(getattr(image, "n_frames", 1), 1)
                self.assertTrue(near(image.convert("RGB").getpixel((5, 5)), RED))

    def test_a_picture_one_pixel_wide_or_high_is_made(self):
        for size in ((1, 4000), (4000, 1), (1, 1)):
            row = self.made(picture(size=size))
            for kind in ("avif", "jpeg"):
                self.assertTrue(all(row.made(kind, c) for c in renditions.WIDTHS))
            for _data, image in served(row, crop=None):
                self.assertGreaterEqual(min(image.size), 1)

    def test_t54_place_and_camera_are_gone_and_the_credit_stays(self):
        exif = Image.Exif()
        exif[0x010F] = "SN-12345"
        exif.get_ifd(0x8825)[2] = (51.0, 30.0, 0.0)
        exif.get_ifd(0x8769)[0xA431] = "SN-12345"
        row = self.made(
            picture(exif=exif, comment=b"SN-12345"), usage_terms="<Not> for resale"
        )

        for data, image in served(row, crop=None):
            self.assertNotIn(b"SN-12345", data)
            self.assertIn("AP Photo/Zoë".encode(), data)
            self.assertIn(b"&lt;Not&gt; for resale", data)
            self.assertEqual(dict(image.getexif().get_ifd(0x8825)), {})

    def test_making_again_makes_the_same_and_drops_what_is_old(self):
        row = self.made(picture())
        first = renditions.names(row)
        renditions.make(row)
        self.assertEqual(renditions.names(row), first)

        row.credit_line = "Another"
        renditions.make(row)

        self.assertFalse(first & renditions.names(row))
        self.assertFalse(any(default_storage.exists(name) for name in first))

    def test_no_two_photos_share_a_file(self):
        one = self.made(picture())
        two = self.made(picture(comment=b"other bytes, same picture"))

        self.assertFalse(renditions.names(one) & renditions.names(two))

    def test_a_photo_deleted_before_its_job_is_no_fault(self):
        make_renditions(photo_id=987654321)

    @pytest.mark.slow
    def test_every_shared_photo_that_is_taken_is_made(self):
        folder = shared("photos")
        for name, said in shared_photos().items():
            known = said["pillow"]
            if not known.get("loads") or known["format"] not in uploads.FORMATS:
                continue
            with self.subTest(name):
                row = self.made((folder / name).read_bytes())
                ratio = row.width / row.height
                for data, image in served(row, crop=None):
                    self.assertNotRegex(data, b"<script|onload|SerialNumber")
                    self.assertLessEqual(set(image.getexif()), {ARTIST, COPYRIGHT})
                    self.assertLessEqual(set(image.info), KEPT)
                for _data, image in served(row):
                    self.assertAlmostEqual(
                        image.width / image.height, ratio, delta=0.05 * ratio
                    )


def swapped_profile(srgb: bytes) -> bytes:
    """sRGB's own profile with red and green changed for one another."""
    return (
        srgb.replace(b"rXYZ", b"tmp.")
        .replace(b"gXYZ", b"rXYZ")
        .replace(b"tmp.", b"gXYZ")
    )
