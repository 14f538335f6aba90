"""What a killed worker left *doing* is put back, and one odd job stops no other."""

from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from newsroom import tasks
from tests.committed import CommittedTestCase
from tests.newsroom.test_outbox import work

NOBODYS = "00000000-0000-4000-8000-000000000000"


def left_doing(job: int) -> None:
    """As a worker leaves it that is gone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [job]
        )


class KilledJobsTests(CommittedTestCase):
    def test_a_job_whose_like_waits_already_gives_way_and_the_others_run(self):
        round_of_letters = tasks.send_due_letters.defer(timestamp=0)
        left_doing(round_of_letters)
        later = tasks.send_due_letters.configure(schedule_in={"hours": 1})
        later.defer(timestamp=1)
        letter = tasks.send_letter.defer(letter=NOBODYS)
        left_doing(letter)
        tasks.run_killed_jobs_again.defer(timestamp=0)

        work()
        work()

        status = dict(ProcrastinateJob.objects.values_list("pk", "status"))
        self.assertEqual(status[round_of_letters], "aborted")
        self.assertEqual(status[letter], "succeeded")
        self.assertNotIn("failed", status.values())
