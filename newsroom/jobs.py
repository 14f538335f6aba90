"""Background work: rows in our own database, run by a worker, tried again on failure.

A job is deferred inside the transaction of its cause, so both happen or neither.
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import JobDeferrer
from procrastinate.manager import JobManager
from procrastinate.retry import RetryStrategy
from procrastinate.tasks import Task

task = app.task
periodic = app.periodic
# A full disk, a store that does not answer: again after seconds, then minutes, then two
# hours. Then it fails and stays, for somebody to look at.
BACK_OFF = RetryStrategy(max_attempts=5, exponential_wait=6)


def defer(
    job: Task[..., Any, Any], *, after: timedelta = timedelta(0), **arguments: Any
) -> None:
    """Put a job into the transaction that is open, also when a job does it.

    In a worker a task's own ``defer`` takes another connection: its job could begin
    before the cause is committed, or stay when the cause is rolled back.
    """
    waiting = job.configure(schedule_at=timezone.now() + after).job
    JobDeferrer(JobManager(DjangoConnector()), waiting).defer(**arguments)
