from io import BytesIO
from unittest.mock import patch

from django.core.files.storage import storages
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from PIL import Image, ImageDraw

from articles import receiving, renditions
from articles.models import Article, Photo, Upload
from articles.tasks import discard_uploads
from tests import make
from tests.articles.admin import filled
from tests.articles.test_metadata import with_xmp
from tests.pictures import kept_photo, picture, shared, shared_photos, upload

SEVERAL = reverse("admin:articles_photo_several")
ADD = reverse("admin:articles_photo_add")
FETCH = {"X-Requested-With": "fetch"}
TOLD = with_xmp(caption="Boats at a quay. (AP Photo/Jo Roe)", credit="AP")


def worded(one):
    return reverse("admin:articles_photo_worded", args=[one.pk])


class SendingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make.user("Editor")

    def setUp(self):
        self.client.force_login(self.editor)

    def send(self, *files, **options):
        sent = [upload(data, f"{at}.jpg") for at, data in enumerate(files)]
        return self.client.post(SEVERAL, {"photos": sent}, **options)

    def test_several_wait_for_their_words_with_what_they_say_themselves(self):
        page = self.send(TOLD, picture("PNG"), follow=True)

        self.assertEqual(Upload.objects.count(), 2)
        self.assertContains(page, "Boats at a quay.</textarea>")
        self.assertContains(page, 'value="AP Photo/Jo Roe"')
        self.assertFalse(Photo.objects.exists())

    def test_what_the_picture_shows_is_asked_for_and_never_copied(self):
        self.send(TOLD)
        one = Upload.objects.get()
        words = {"caption": "Boats", "credit_line": "AP", "alt_text": ""}
        page = self.client.post(worded(one), words)

        self.assertContains(page, "This field is required.", status_code=422)
        self.client.post(worded(one), words | {"alt_text": "Three boats"})

        photo = Photo.objects.get()
        self.assertEqual(photo.alt_text, "Three boats")
        self.assertEqual(photo.uploaded_by, self.editor)
        self.assertTrue(photo.original.storage.exists(photo.original.name))
        self.assertFalse(Upload.objects.exists())

    def test_a_script_gets_one_piece_of_the_page(self):
        piece = self.send(TOLD, headers=FETCH)
        self.assertNotContains(piece, "<html")
        words = {"caption": "B", "credit_line": "AP", "alt_text": "C"}
        kept = self.client.post(worded(Upload.objects.get()), words, headers=FETCH)
        self.assertContains(kept, f'data-use="{Photo.objects.get().pk}"')
        photo = Photo.objects.get()
        linked = f'href="{reverse("admin:articles_photo_change", args=[photo.pk])}"'
        self.assertContains(self.send(TOLD, follow=True), linked)
        again = self.send(TOLD, headers=FETCH)
        self.assertContains(again, "in the library already")
        self.assertContains(again, f'data-use="{Photo.objects.get().pk}"')

    def test_each_refusal_says_why_and_the_others_are_kept(self):
        page = self.send(b"<html>", picture(size=(400, 400))[:900], TOLD, follow=True)

        self.assertContains(page, "0.jpg: This is no picture.")
        self.assertContains(page, "1.jpg: The file is cut short or damaged.")
        self.assertEqual(Upload.objects.count(), 1)

    def test_a_full_disk_is_told_and_loses_no_words(self):
        full = OSError(28, "No space left on device")
        words = {"caption": "Typed by hand", "credit_line": "AP", "alt_text": "A"}
        with patch.object(type(storages["originals"]), "save", side_effect=full):
            page = self.send(TOLD, follow=True)
            form = self.client.post(ADD, words | {"original": upload(TOLD)})
        for answer in (page, form):
            self.assertContains(answer, "could not be stored")
        self.assertContains(form, "Typed by hand")
        self.assertFalse(Upload.objects.exists() or Photo.objects.exists())

    def test_nobody_words_what_another_sent_and_reporters_may_send(self):
        self.send(TOLD)
        one = Upload.objects.get()
        self.client.force_login(make.user("Reporter"))
        self.assertEqual(self.client.post(worded(one)).status_code, 404)
        self.assertNotContains(self.client.get(SEVERAL), "Boats")
        self.client.force_login(make.user())
        self.assertEqual(self.send(picture("PNG")).status_code, 403)

    def test_what_is_discarded_or_forgotten_leaves_no_file(self):
        self.send(TOLD, picture("PNG"))
        first, second = Upload.objects.order_by("pk")
        with self.captureOnCommitCallbacks(execute=True):
            self.client.post(worded(first), {"discard": "1"})
            long_ago = timezone.now() - receiving.WAITS * 2
            Upload.objects.filter(pk=second.pk).update(at=long_ago)
            discard_uploads(timestamp=0)
        self.assertFalse(Upload.objects.exists())
        for one in (first, second):
            self.assertFalse(one.original.storage.exists(one.original.name))

    def test_the_form_of_one_photo_keeps_its_file_while_words_are_missing(self):
        page = self.client.post(ADD, {"original": upload(TOLD), "alt_text": ""})
        one = Upload.objects.get()
        self.assertContains(page, "Words were read from the file.")
        self.assertContains(page, f'name="waiting" value="{one.pk}"')
        self.assertContains(page, "Boats at a quay.</textarea>")

        words = {"waiting": one.pk, "caption": "Boats", "credit_line": "AP"}
        focus = {"focal_x": 50, "focal_y": 40}
        self.client.post(ADD, {**words, **focus, "alt_text": "Three boats"})

        photo = Photo.objects.get()
        self.assertEqual(photo.sha256, one.sha256)
        self.assertFalse(Upload.objects.exists())

    def test_a_story_takes_pictures_along_whatever_is_wrong_with_it(self):
        add = reverse("admin:articles_article_add")
        form = filled(headline="", section=make.section().pk)
        page = self.client.post(add, form | {"photos": [upload(TOLD), upload(b"x")]})

        self.assertContains(page, "Pictures that wait for their words:")
        self.assertContains(page, "This is no picture.")
        self.assertEqual(Upload.objects.count(), 1)
        self.assertFalse(Article.objects.exists())

    def test_what_waits_already_waits_once_for_each_who_sent_it(self):
        for _ in range(2):
            self.assertContains(self.send(TOLD, headers=FETCH), "data-worded")
        self.assertEqual(Upload.objects.count(), 1)
        self.client.force_login(make.user("Editor"))
        self.send(TOLD, headers=FETCH)
        self.assertEqual(Upload.objects.count(), 2)

    def test_pictures_that_look_alike_are_noticed(self):
        first = kept_photo(striped(640, 480, quality=90))
        renditions.make(first)
        for data in (striped(320, 240, quality=60), striped(640, 480, kind="WEBP")):
            self.assertContains(self.send(data, headers=FETCH), "It looks much like:")
        self.assertNotContains(
            self.send(striped(640, 480, turned=True), headers=FETCH), "looks much like"
        )
        self.assertEqual(Photo.objects.get(), first)

    def test_hostile_words_of_a_file_are_only_text(self):
        folder = shared("photos") / "hostile"
        for name in shared_photos():
            if name.startswith("hostile/") and "xss" in name:
                data = (folder / name.partition("/")[2]).read_bytes()
                page = self.send(data, follow=True)
                self.assertNotContains(page, "<script>alert")
                self.assertNotContains(page, "onerror=")


def striped(width, height, *, quality=85, kind="JPEG", turned=False):
    """Something to look at, at any size."""
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    for at in range(7):
        left, top = width * at / 7, height * ((at * 3) % 7) / 8
        box = (left, top, left + width / 9, top + height / 3)
        draw.rectangle(box, fill=(30 * at, 200 - 20 * at, 90))
    if turned:
        image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    written = BytesIO()
    image.save(written, kind, quality=quality)
    return written.getvalue()
