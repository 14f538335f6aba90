from django.core.files.base import ContentFile
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import uploads
from articles.models import Photo
from articles.tasks import make_renditions
from tests.committed import CommittedTestCase
from tests.pictures import picture


def photo() -> Photo:
    data = picture()
    found = uploads.inspect(ContentFile(data))
    row = Photo(
        sha256=found.sha256,
        width=found.width,
        height=found.height,
        caption="C",
        credit_line="C",
        alt_text="A",
    )
    row.original.save("x", ContentFile(data))
    return row


def job() -> ProcrastinateJob:
    """The only one of its kind: the worker may be due its own at the same minute."""
    return ProcrastinateJob.objects.get(task_name=make_renditions.name)


class JobTests(CommittedTestCase):
    """By the real worker, which sees only what was committed."""

    def work(self):
        with app.replace_connector(app.connector.get_worker_connector()):
            app.run_worker(wait=False, install_signal_handlers=False, concurrency=1)

    def test_a_queued_photo_is_made(self):
        row = photo()
        make_renditions.defer(photo_id=row.pk)

        self.work()

        row.refresh_from_db()
        self.assertEqual(len(row.renditions), 2)
        self.assertEqual(job().status, "succeeded")

    def test_a_file_that_is_lost_fails_and_does_not_loop(self):
        row = photo()
        row.original.storage.delete(row.original.name)
        make_renditions.defer(photo_id=row.pk)

        for _ in range(6):
            self.work()

        self.assertEqual(job().status, "failed")
        self.assertLessEqual(job().attempts, 4)
        row.refresh_from_db()
        self.assertEqual(row.renditions, [])
