"""Jobs that belong to no app: letters, and the jobs themselves."""

from typing import Any
from uuid import UUID

from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from newsroom import delivery
from newsroom.jobs import periodic, task
from newsroom.models import Letter

KEPT_HOURS = 7 * 24
MOST_DEATHS = 5


@task(name="newsroom.send_letter")
def send_letter(letter: str) -> None:
    """One try, at once. Whatever comes of it, the round of each minute goes on."""
    delivery.send(UUID(letter))


@periodic(cron="* * * * *")
@task(name="newsroom.send_due_letters", queueing_lock="newsroom.send_due_letters")
def send_due_letters(timestamp: int) -> None:
    delivery.send_due()


@periodic(cron="41 4 * * *")
@task(name="newsroom.forget_sent_letters")
def forget_sent_letters(timestamp: int) -> None:
    Letter.objects.stale().delete()


@periodic(cron="* * * * *")
@task(
    name="newsroom.run_killed_jobs_again",
    queueing_lock="newsroom.run_killed_jobs_again",
    pass_context=True,
)
async def run_killed_jobs_again(context: Any, timestamp: int) -> None:
    """A worker that is killed leaves its job *doing*; nobody else would take it up.

    One that dies with its worker again and again is perhaps what kills it: it fails.
    """
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs():
        try:
            if job.attempts < MOST_DEATHS:
                await jobs.retry_job(job)
            else:
                await jobs.finish_job(job, status=Status.FAILED, delete_job=False)
        except UniqueViolation:  # its like waits already, and no two of them may
            await jobs.finish_job(job, status=Status.ABORTED, delete_job=False)


@periodic(cron="53 4 * * *")
@task(name="newsroom.forget_finished_jobs", pass_context=True)
async def forget_finished_jobs(context: Any, timestamp: int) -> None:
    """What failed stays, for somebody to look at."""
    await context.app.job_manager.delete_old_jobs(nb_hours=KEPT_HOURS)
