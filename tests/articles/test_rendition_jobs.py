from io import StringIO

from django.core.management import call_command
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import renditions
from articles.models import Fault, Photo
from articles.models.photo import RECIPE
from articles.tasks import make_renditions, make_soon, renew_renditions
from tests.committed import CommittedTestCase
from tests.pictures import damaged_png, kept_photo, picture
from tests.working import work


def jobs():
    """Those for photos: the worker adds the periodic ones."""
    return ProcrastinateJob.objects.filter(task_name="articles.make_renditions")


class JobTests(CommittedTestCase):
    """By the real worker, which sees only what was committed."""

    def test_a_queued_photo_is_made(self):
        row = kept_photo(picture())
        make_renditions.defer(photo_id=row.pk)

        work()

        row.refresh_from_db()
        self.assertEqual(len(row.renditions), 8)
        self.assertEqual((row.recipe, row.fault), (RECIPE, ""))
        self.assertEqual(jobs().get().status, "succeeded")

    def test_a_file_that_cannot_be_read_is_tried_again_and_does_not_loop(self):
        row = kept_photo(picture())
        row.original.storage.delete(row.original.name)
        make_soon([row.pk])

        for _ in range(8):
            work()
            jobs().update(scheduled_at=None)

        job = jobs().get()
        self.assertEqual((job.status, job.attempts), ("failed", 6))
        row.refresh_from_db()
        self.assertEqual((row.renditions, row.fault), ([], Fault.FAILED))

    def test_what_failed_and_then_succeeds_says_nothing_of_it(self):
        row = kept_photo(picture())
        Photo.objects.update(fault=Fault.FAILED)
        make_soon([row.pk])

        work()

        row.refresh_from_db()
        self.assertEqual(row.fault, "")

    def test_a_damaged_picture_comes_to_an_end(self):
        row = kept_photo(damaged_png())
        renditions.note(row, [{"name": "old"}])
        make_soon([row.pk])

        work()

        row.refresh_from_db()
        self.assertEqual((row.renditions, row.fault), ([], Fault.DAMAGED))
        self.assertEqual(jobs().get().status, "succeeded")

    def test_photos_of_an_older_version_are_made_again_behind_new_ones(self):
        row = kept_photo(picture())
        Photo.objects.filter(pk=row.pk).update(recipe=1)
        for _ in range(2):
            renew_renditions(timestamp=0)

        job = jobs().get()
        self.assertLess(job.priority, 0)
        work()

        row.refresh_from_db()
        self.assertEqual(row.recipe, RECIPE)
        renew_renditions(timestamp=0)
        self.assertEqual(jobs().count(), 1)

    def test_the_command_makes_them_now_and_tells_what_it_could_not(self):
        made, damaged = kept_photo(picture()), kept_photo(damaged_png())
        for expected in ("1 could not be made.", "Done."):
            out = StringIO()
            call_command("make_renditions", stdout=out)
            self.assertIn(expected, out.getvalue())
            made.refresh_from_db()
            self.assertEqual(len(made.renditions), 8)
            Photo.objects.filter(pk=damaged.pk).delete()
