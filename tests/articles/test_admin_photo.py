from django.core.files.storage import storages
from django.test import TestCase
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import renditions
from articles.models import Photo
from tests import make
from tests.pictures import hollow_png, picture, upload

ADD = reverse("admin:articles_photo_add")
WORDS = {
    "caption": "People wait for a train",
    "credit_line": "AP Photo/Felipe Dana",
    "alt_text": "A platform full of people",
    "focal_x": "50",
    "focal_y": "40",
}


def change(photo):
    return reverse("admin:articles_photo_change", args=[photo.pk])


def jobs():
    return ProcrastinateJob.objects.filter(task_name="articles.make_renditions")


class PhotoAdminTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make.user("Editor")

    def setUp(self):
        self.client.force_login(self.editor)

    def add(self, data=None, name="IMG_1234.jpg", **words):
        file = upload(picture() if data is None else data, name)
        return self.client.post(ADD, {**WORDS, "original": file, **words})

    def photo(self):
        self.add()
        return Photo.objects.get()

    def test_an_upload_is_kept_measured_and_queued_once(self):
        photo = self.photo()

        self.assertEqual((photo.width, photo.height), (64, 48))
        self.assertEqual(photo.uploaded_by, self.editor)
        self.assertNotIn("IMG_1234", photo.original.name)
        self.assertEqual(jobs().get().args, {"photo_id": photo.pk})

    def test_every_refusal_keeps_the_words_and_says_why(self):
        for data, why in (
            (b"<html>", "This is no picture."),
            (picture(size=(400, 400))[:900], "cut short or damaged"),
            (hollow_png(10_000, 8_000), "at most 60 megapixels"),
            (b"", "The submitted file is empty."),
        ):
            answer = self.add(data)
            self.assertContains(answer, why)
            self.assertContains(answer, WORDS["caption"])
        self.assertFalse(Photo.objects.exists() or jobs().exists())

    def test_a_wrong_ending_does_not_matter(self):
        self.assertEqual(self.add(picture("PNG"), "picture.jpg").status_code, 302)

    def test_the_same_picture_again_leads_to_the_one_there_is(self):
        photo = self.photo()

        answer = self.add()

        self.assertContains(answer, f'<a href="{change(photo)}">')
        self.assertContains(answer, "in the library already")

    def test_what_must_be_said_is_asked_for(self):
        for name in ("caption", "credit_line", "alt_text"):
            self.assertContains(self.add(**{name: " "}), "This field is required.")

    def test_script_in_a_caption_is_only_text(self):
        self.add(caption="<script>alert(1)</script>")
        photo = Photo.objects.get()
        renditions.make(photo)

        for address in (change(photo), reverse("admin:articles_photo_changelist")):
            self.assertNotContains(self.client.get(address), "<script>alert(1)")

    def test_new_words_queue_nothing_but_a_new_credit_does(self):
        photo = self.photo()
        self.client.post(change(photo), WORDS | {"caption": "Another"})
        self.assertEqual(jobs().count(), 1)

        self.client.post(change(photo), WORDS | {"credit_line": "Another"})
        self.assertEqual(jobs().count(), 2)

    def test_a_replaced_picture_takes_its_old_file_with_it(self):
        photo = self.photo()
        old = photo.original.name
        new = upload(picture("PNG", (30, 20)))
        with self.captureOnCommitCallbacks(execute=True):
            self.client.post(change(photo), WORDS | {"original": new})

        photo.refresh_from_db()
        self.assertEqual((photo.width, photo.height), (30, 20))
        self.assertTrue(photo.original.storage.exists(photo.original.name))
        self.assertFalse(photo.original.storage.exists(old))

    def test_another_focus_makes_other_crops(self):
        photo = self.photo()
        self.client.post(change(photo), WORDS | {"focal_x": "10"})
        self.assertEqual(jobs().count(), 2)

    def test_a_photo_that_cannot_be_made_says_so_and_is_tried_again(self):
        photo = self.photo()
        for fault, words in (
            ("damaged", "no picture can be made of it"),
            ("failed", "could not be made"),
        ):
            Photo.objects.update(fault=fault)
            page = self.client.get(change(photo))
            self.assertContains(page, words)
            self.assertNotContains(page, "Being made.")
        chosen = {"action": "make_again", "_selected_action": [photo.pk]}
        library = reverse("admin:articles_photo_changelist")
        self.assertContains(
            self.client.post(library, chosen, follow=True), "1 photo is made again."
        )
        self.assertEqual(jobs().count(), 2)
        photo.refresh_from_db()
        self.assertEqual(photo.fault, "")

    def test_its_progress_is_told_while_it_is_made(self):
        photo = self.photo()
        renditions.tell(photo, 25)
        self.assertContains(self.client.get(change(photo)), '<progress value="25"')

    def test_a_deleted_picture_leaves_nothing(self):
        photo = self.photo()
        renditions.make(photo)
        made = renditions.names(photo)
        address = reverse("admin:articles_photo_delete", args=[photo.pk])
        with self.captureOnCommitCallbacks(execute=True):
            self.client.post(address, {"post": "yes"})

        self.assertFalse(photo.original.storage.exists(photo.original.name))
        self.assertFalse(any(storages["default"].exists(name) for name in made))

    def test_a_picture_on_a_story_is_not_deleted(self):
        photo = self.photo()
        make.article(lead_photo=photo)
        address = reverse("admin:articles_photo_delete", args=[photo.pk])
        self.client.post(address, {"post": "yes"})

        self.assertTrue(Photo.objects.filter(pk=photo.pk).exists())

    def test_photo_and_story_form_show_it_once_it_is_made(self):
        photo = self.photo()
        story = make.article(lead_photo=photo)
        address = reverse("admin:articles_article_change", args=[story.pk])
        for place in (change(photo), address):
            self.assertContains(self.client.get(place), "Being made.")
        renditions.make(photo)
        for place in (change(photo), address):
            page = self.client.get(place)
            self.assertContains(page, f'src="/media/{photo.made("jpeg")[0]["name"]}"')

    def test_a_photo_is_added_on_the_spot_from_the_story(self):
        page = self.client.get(reverse("admin:articles_article_add"))
        self.assertContains(
            page, "/admin/articles/photo/add/?_to_field=id&amp;_popup=1"
        )

        file = upload(picture())
        answer = self.client.post(ADD, {**WORDS, "original": file, "_popup": "1"})

        self.assertContains(answer, "popup_response")


class MediaTests(TestCase):
    def test_renditions_are_served_for_ever_and_originals_never(self):
        self.client.force_login(make.user("Editor"))
        file = upload(picture())
        self.client.post(ADD, {**WORDS, "original": file})
        photo = Photo.objects.get()
        renditions.make(photo)
        name = photo.renditions[0]["name"]

        answer = self.client.get(f"/media/{name}")

        self.assertEqual(answer["Content-Type"], "image/avif")
        self.assertIn("immutable", answer["Cache-Control"])
        self.assertIn("sandbox", answer["Content-Security-Policy"])
        self.assertEqual(len(answer.getvalue()), photo.renditions[0]["bytes"])
        original = photo.original.name
        for path in (
            original,
            original.partition("/")[2],
            f"originals/{original}",
            f"../originals/{original}",
            f"..%2Foriginals%2F{original.replace('/', '%2F')}",
            f"%2e%2e/originals/{original}",
            "..%5C..%5Csettings.py",
            "%00",
            ".",
            "..",
            "",
            "a" * 5000,
        ):
            answer = self.client.get(f"/media/{path}")
            self.assertIn(answer.status_code, {301, 404}, path)
