"""The paper's own mark at the head of every page, and a page of its whole design."""

from io import BytesIO
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase, override_settings
from django.urls import reverse
from PIL import Image

from articles.models import Publication
from tests import make
from tests.articles.test_structured import data_of, said_by
from tests.markup import Markup

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'


def drawn(size=(600, 200), kind="PNG", margin=0, **about):
    """A mark in one colour, with see-through room around it."""
    image = Image.new("RGBA", size)
    width, height = size
    box = (width - 2 * margin, height - 2 * margin)
    image.paste(Image.new("RGBA", box, "#0a5b3d"), (margin, margin))
    file = BytesIO()
    image.save(file, kind, **about)
    return file.getvalue()


class PaperTests(TestCase):
    def setUp(self):
        self.client.force_login(make.user(is_superuser=True))
        self.address = reverse("admin:articles_publication_change", args=[1])
        folder = self.enterContext(TemporaryDirectory())
        options = {"location": folder, "base_url": "/media/"}
        here = settings.STORAGES["default"] | {"OPTIONS": options}
        stores = settings.STORAGES | {"default": here}
        self.enterContext(override_settings(STORAGES=stores))

    def send(self, **files):
        form = self.client.get(self.address).context["adminform"].form
        posted = {n: v for n, v in form.initial.items() if v is not None}
        posted |= {"links-TOTAL_FORMS": 0, "links-INITIAL_FORMS": 0}
        for name, data in files.items():
            is_file = isinstance(data, bytes)
            posted[name] = SimpleUploadedFile("x.png", data) if is_file else data
        return self.client.post(self.address, posted)

    def marks(self):
        found = Markup(self.client.get("/").content.decode()).all("img")
        return [mark for mark in found if mark.get("class", "").startswith("logo")]


class LogoTests(PaperTests):
    def test_it_stands_for_the_name_at_once_and_is_made_anew(self):
        make.article()
        self.client.get("/")
        self.send(new_logo=drawn(margin=20, pnginfo=None))

        [mark] = self.marks()
        paper = Publication.objects.get()
        self.assertEqual(mark["alt"], paper.name)
        self.assertEqual((mark["width"], mark["height"]), ("266", "76"))
        self.assertNotIn("loading", mark)
        answer = self.client.get(mark["src"])
        kept = Image.open(BytesIO(answer.getvalue()))
        self.assertEqual((kept.format, kept.size), ("WEBP", (560, 160)))
        self.assertNotIn("exif", kept.info)

    def test_another_for_dark_pages(self):
        self.send(new_logo=drawn(), new_logo_dark=drawn((300, 100)))

        shown = [mark["class"] for mark in self.marks()]
        self.assertEqual(shown, ["logo for-light", "logo for-dark"])

    def test_one_for_dark_pages_alone_is_refused(self):
        self.assertContains(self.send(new_logo_dark=drawn()), "needs a logo for light")
        self.assertEqual(Publication.objects.get().logo_dark, {})

    def test_the_name_comes_back(self):
        self.send(new_logo=drawn())
        self.assertEqual(len(self.marks()), 1)
        self.send(no_logo="on")

        self.assertEqual(self.marks(), [])

    def test_other_changes_leave_it(self):
        self.send(new_logo=drawn())
        self.send(tagline="Since 1871")

        self.assertEqual(len(self.marks()), 1)

    def test_what_is_no_ordinary_picture_is_refused_in_words(self):
        empty = BytesIO()
        Image.new("RGBA", (9, 9)).save(empty, "PNG")
        for data, words in (
            (SVG, "SVG files can hold scripts"),
            (b"\xef\xbb\xbf\n <SVG onload=alert(1)>", "SVG files can hold scripts"),
            (b"GIF89a", "This is no picture"),
            (drawn()[:200], "cut short or damaged"),
            (empty.getvalue(), "There is nothing to see in it."),
            (drawn((4001, 2)), "at most 4000 pixels"),
            (b"\x89PNG" + b"x" * 2**21, "larger than 2 MB"),
        ):
            self.assertContains(self.send(new_logo=data), words)
        self.assertEqual(default_storage.listdir("")[1], [])

    def test_it_stands_for_stories_without_a_photo(self):
        """Whole on white, however a network cuts it: a square, or twice as wide."""
        article = make.article()
        sides = []
        for size in ((90, 30), (1000, 160), (60, 240)):
            self.send(new_logo=drawn(size))
            page = self.client.get(article.get_absolute_url())
            said, story = said_by(page), data_of(page)[0]
            square = Publication.objects.get().logo["square"]
            self.assertEqual(
                said["og:image"], f"{settings.SITE_URL}/media/{square['name']}"
            )
            self.assertEqual(said["og:image:alt"], Publication.objects.get().name)
            self.assertEqual(said["twitter:card"], "summary")
            self.assertEqual(story["image"][0]["url"], said["og:image"])
            self.assertEqual(story["publisher"]["logo"]["url"], said["og:image"])
            self.assertEqual(
                said_by(self.client.get("/"))["og:image"], said["og:image"]
            )
            answer = self.client.get(f"/media/{square['name']}")
            self.assertEqual(answer["Content-Type"], "image/jpeg")
            shown = Image.open(BytesIO(answer.getvalue())).convert("L")
            self.assertEqual(shown.size, (square["width"], square["height"]))
            ink = shown.point(lambda grey: 255 * (grey < 128)).getbbox()
            self.assertLess(abs((ink[2] - ink[0]) - size[0]), 3)
            self.assertLess((ink[3] - ink[1]) * 2, shown.width)
            sides.append(shown.size)
        self.assertEqual(sides, [(600, 600), (1200, 1200), (720, 720)])

    def test_one_kept_before_it_was_drawn_on_a_square_is_told_as_it_is(self):
        self.send(new_logo=drawn())
        paper = Publication.objects.get()
        paper.logo.pop("square")
        paper.save()
        page = self.client.get(make.article().get_absolute_url())

        self.assertEqual(said_by(page)["og:image:width"], "600")
        self.assertIn(paper.logo["name"], said_by(page)["og:image"])

    def test_kinds_with_and_without_transparency(self):
        for kind in ("WEBP", "GIF", "AVIF"):
            self.send(new_logo=drawn((90, 30), kind))
            self.assertEqual(self.marks()[0]["width"], "90", kind)


class StyleguideTests(PaperTests):
    def test_it_shows_the_design_to_staff_in_any_language(self):
        self.assertContains(
            self.client.get(self.address), reverse("admin:articles_styleguide")
        )
        for language, direction in (("en", "ltr"), ("ar", "rtl"), ("x", "ltr")):
            page = self.client.get(
                reverse("admin:articles_styleguide"), {"language": language}
            )
            [html] = Markup(page.content.decode()).all("html")
            self.assertEqual(html["dir"], direction)
            self.assertIn("no-store", page["Cache-Control"])

    def test_it_is_not_for_readers(self):
        self.client.logout()
        answer = self.client.get(reverse("admin:articles_styleguide"))

        self.assertEqual(answer.status_code, 302)
