"""Jobs by the real worker: tried again with patience, killed and run again."""

import asyncio
import os
import signal
from contextlib import suppress
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.periodic import PeriodicDeferrer

from articles.tasks import make_renditions
from newsroom.jobs import BACK_OFF
from newsroom.tasks import MOST_DEATHS, run_killed_jobs_again
from tests.committed import CommittedTestCase
from tests.newsroom.trial import end, start
from tests.pictures import kept_photo, picture
from tests.working import apart, work

pytestmark = pytest.mark.slow
# A worker in a process of its own, whose job never ends.
ENDLESS = """
import time, django; django.setup()
from procrastinate.contrib.django import app
from articles import renditions
def never(photo):
    print("begun", flush=True)
    time.sleep(600)
renditions.make = never
with app.replace_connector(app.connector.get_worker_connector()):
    app.run_worker(wait=False)
"""
LONG_AGO = "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'"


def where():
    """How another process reaches the database of this test."""
    told = connection.settings_dict
    url = f"postgres://{told['USER']}@/{told['NAME']}?host={told['HOST']}"
    return url + (f"&port={told['PORT']}" if told["PORT"] else "")


class JobTests(CommittedTestCase):
    def job(self):
        """The first of its kind: what is due by the clock may queue another."""
        kind = ProcrastinateJob.objects.filter(task_name=make_renditions.name)
        return kind.earliest("pk")

    def change(self, statement, **values):
        with connection.cursor() as cursor:
            cursor.execute(statement, values)

    def sweep(self):
        """As each minute; nobody has heard of the killed worker for an hour."""
        self.change(LONG_AGO)
        self.look_for_killed_jobs()

    def look_for_killed_jobs(self):
        with suppress(AlreadyEnqueued):  # a worker may have seen that it is due
            run_killed_jobs_again.defer(timestamp=0)
        work()

    def begin_and_kill(self):
        process = start("-c", ENDLESS, env=os.environ | {"DATABASE_URL": where()})
        try:
            self.assertEqual(process.stdout.readline(), "begun\n")
            process.send_signal(signal.SIGKILL)
        finally:
            end(process)

    def test_a_job_whose_worker_was_killed_is_run_again_and_done_once(self):
        row = kept_photo(picture())
        make_renditions.defer(photo_id=row.pk)
        self.begin_and_kill()
        self.assertEqual(self.job().status, "doing")

        work()
        self.assertEqual(self.job().status, "doing")
        self.sweep()
        work()

        self.assertEqual(self.job().status, "succeeded")
        row.refresh_from_db()
        self.assertTrue(row.renditions)

    def test_a_job_that_kills_its_worker_again_and_again_fails(self):
        make_renditions.defer(photo_id=kept_photo(picture()).pk)
        self.begin_and_kill()
        self.change(
            "UPDATE procrastinate_jobs SET attempts = %(times)s WHERE status = 'doing'",
            times=MOST_DEATHS,
        )

        self.sweep()

        self.assertEqual(self.job().status, "failed")

    def test_a_job_that_a_living_worker_does_is_left_to_it(self):
        make_renditions.defer(photo_id=kept_photo(picture()).pk)
        self.begin_and_kill()

        self.look_for_killed_jobs()

        self.assertEqual(self.job().status, "doing")

    def test_a_job_that_fails_waits_longer_each_time_and_then_stays_failed(self):
        row = kept_photo(picture())
        row.original.storage.delete(row.original.name)
        make_renditions.defer(photo_id=row.pk)

        waits = []
        for _turn in range(BACK_OFF.max_attempts):
            began = timezone.now()
            work()
            self.assertEqual(self.job().status, "todo")
            waits.append(self.job().scheduled_at - began)
            work()
            self.assertEqual(self.job().attempts, len(waits))
            self.change("UPDATE procrastinate_jobs SET scheduled_at = now()")
        work()

        self.assertEqual(self.job().status, "failed")
        self.assertGreater(waits[0], timedelta(seconds=4))
        self.assertGreater(waits[-1], timedelta(minutes=10))
        for shorter, longer in pairwise(waits):
            self.assertGreater(longer, 2 * shorter)
        row.refresh_from_db()
        self.assertEqual(row.renditions, [])

    def test_what_is_due_is_queued_once_however_many_workers_look(self):
        async def look():
            async with app.open_async():
                for _worker in range(3):
                    deferrer = PeriodicDeferrer(registry=app.periodic_registry)
                    due = deferrer.get_previous_tasks(at=timezone.now().timestamp())
                    await deferrer.defer_jobs(due)

        def three_workers():
            with app.replace_connector(app.connector.get_worker_connector()):
                asyncio.run(look())

        apart(three_workers)

        queued = ProcrastinateJob.objects.filter(task_name=run_killed_jobs_again.name)
        self.assertEqual(queued.count(), 1)
