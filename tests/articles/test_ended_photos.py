"""A photo whose rights have ended answers nobody, and is kept nowhere for longer."""

from datetime import timedelta
from unittest import mock

from django.core.files.storage import default_storage
from django.db import connection
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from articles import placing, renditions, tasks
from articles.models import Photo
from tests import make
from tests.articles.admin import filled
from tests.articles.test_admin_photo import WORDS
from tests.newsroom.test_outage import away
from tests.pictures import kept_photo, picture

HOUR = timedelta(hours=1)


class EndedPhotoTests(TestCase):
    def made(self, **fields):
        photo = kept_photo(picture(size=(64, 40 + Photo.objects.count())), **fields)
        renditions.make(photo)
        return photo

    def ask(self, photo):
        answer = self.client.get(f"/media/{photo.renditions[0]['name']}")
        answer.getvalue()  # and its file is shut
        return answer

    def in_sight(self, photo):
        """Its files that a server in front finds by itself."""
        return list(filter(default_storage.exists, renditions.names(photo)))

    def test_it_answers_until_its_end_and_not_after_with_no_job_run(self):
        photo = self.made(rights_end=timezone.now() + HOUR)
        before = self.ask(photo)
        Photo.objects.update(rights_end=timezone.now() - HOUR)
        after = self.ask(photo)

        self.assertRegex(before["Cache-Control"], r"^public, max-age=(35\d\d|3600)$")
        self.assertEqual((after.status_code, after.content), (410, b""))
        self.assertEqual(after["Cache-Control"], "no-store")

    def test_one_whose_end_is_written_later_is_gone_too(self):
        photo = self.made()
        self.assertIn("immutable", self.ask(photo)["Cache-Control"])
        Photo.objects.update(rights_end=timezone.now() - HOUR)
        self.assertEqual(self.ask(photo).status_code, 410)

    def test_a_server_in_front_finds_no_file_of_a_photo_whose_rights_end(self):
        ending, lasting = self.made(rights_end=timezone.now() + HOUR), self.made()

        self.assertEqual(self.in_sight(ending), [])
        self.assertEqual(self.ask(ending).status_code, 200)
        self.assertEqual(len(self.in_sight(lasting)), len(lasting.renditions))

    def test_the_preview_of_a_story_shows_it_until_its_end_and_not_after(self):
        photo = self.made(caption="Boats at a quay")
        self.client.force_login(make.user("Editor"))
        words = filled(make.draft(lead_photo=photo, section=make.section()))
        for ends, shown in ((HOUR, True), (-HOUR, False)):
            Photo.objects.update(rights_end=timezone.now() + ends)
            page = self.client.post(
                reverse("admin:articles_article_preview_new"), words
            )
            self.assertEqual(b"Boats at a quay" in page.content, shown)

    def test_its_files_follow_what_is_written_on_its_form(self):
        photo = self.made()
        self.client.force_login(make.user("Editor"))
        address = reverse("admin:articles_photo_change", args=[photo.pk])
        end = timezone.localtime() + HOUR
        given = {"rights_end_0": f"{end:%Y-%m-%d}", "rights_end_1": f"{end:%H:%M:%S}"}
        for said, many in ((given, 0), ({}, len(photo.renditions))):
            with mock.patch.object(tasks.settle_files, "configure") as configured:
                self.client.post(
                    address, {**WORDS, "focal_x": 50, "focal_y": 40, **said}
                )
            tasks.settle_files(**configured.return_value.defer.call_args.kwargs)

            self.assertEqual(len(self.in_sight(photo)), many)
            self.assertEqual(self.ask(photo).status_code, 200)

    def test_what_was_written_elsewhere_is_found_once(self):
        photo = self.made()
        Photo.objects.update(rights_end=timezone.now() + HOUR)
        for times in (1, 0):
            with mock.patch.object(tasks, "settle_soon") as settled:
                tasks.settle_all_files(timestamp=0)
            self.assertEqual(settled.call_count, times)
            tasks.settle_files(photo_id=photo.pk)
        self.assertEqual(self.in_sight(photo), [])

    def test_editors_still_see_it(self):
        photo = self.made(rights_end=timezone.now() - HOUR)
        self.client.force_login(make.user("Editor"))
        page = self.client.get(reverse("admin:articles_photo_changelist"))
        small = reverse("admin:articles_photo_small", args=[photo.pk])

        self.assertContains(page, f'src="{small}"')
        self.assertEqual(self.client.get(small)["Content-Type"], "image/jpeg")

    def test_it_is_forgotten_wherever_it_lies(self):
        photo = self.made(rights_end=timezone.now() + HOUR)
        placing.forget(renditions.names(photo))
        self.assertEqual(self.ask(photo).status_code, 404)

    def test_while_the_database_is_away_only_what_has_no_end_is_shown(self):
        ending, lasting = self.made(rights_end=timezone.now() + HOUR), self.made()
        with connection.execute_wrapper(away):
            self.assertEqual(self.ask(ending).status_code, 410)
            self.assertEqual(self.ask(lasting).status_code, 200)

    def test_it_is_asked_for_by_one_query_of_an_index(self):
        photo = self.made(rights_end=timezone.now() + HOUR)
        with self.assertNumQueries(1):
            self.ask(photo)
        with connection.cursor() as cursor:
            # Of a handful of photos any way is cheap: this one is left.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("DROP INDEX photo_rights_end")
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_indexscan = off")
        name = photo.renditions[0]["name"]
        asked = Photo.objects.filter(
            rights_end__isnull=False, renditions__contains=[{"name": name}]
        )
        self.assertIn("photo_limited_files", asked.explain())
