"""Two workers: each job is done once, and what a killed one leaves the other takes."""

from contextlib import ExitStack, contextmanager, suppress

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from newsroom import outbox
from newsroom.models import Letter
from newsroom.tasks import run_killed_jobs_again
from tests.newsroom.test_outbox import HELLO
from tests.newsroom.trial import end, environment, start, wait_for
from tests.smtp import mail_server, sent_to

LETTERS = 12
pytestmark = [pytest.mark.fault, pytest.mark.usefixtures("transactional_db")]


def worker(port):
    database = connection.settings_dict
    place = f"{database['USER']}@/{database['NAME']}?host={database['HOST']}"
    variables = {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "DATABASE_URL": f"postgres://{place}",
        "DEMO": "1",
        "EMAIL_URL": f"smtp://127.0.0.1:{port}?timeout=60",
        "SECRET_KEY": "only for tests, and only on this machine, long enough",
        "ADDRESS_KEY": "another one, only for tests, also long enough",
    }
    return start("manage.py", "procrastinate", "worker", env=environment(**variables))


@contextmanager
def workers():
    """Starts them, and whatever happens none stays."""
    with mail_server() as server, sent_to(server.port), ExitStack() as started:

        def one_more():
            process = worker(server.port)
            started.callback(end, process)
            return process

        yield server, one_more


def test_a_letter_that_its_worker_died_of_is_sent_by_the_other():
    outbox.write(about="news", to="ann@example.org", words=HELLO)
    with workers() as (server, one_more):
        server.may_pass.clear()
        first = one_more()
        assert server.came.wait(60)
        one_more()
        end(first)
        server.may_pass.set()
        assert job().status == "doing"
        assert Letter.objects.waiting().exists()

        make_its_heart_stop(job())
        with suppress(AlreadyEnqueued):  # the first may have left one
            run_killed_jobs_again.defer(timestamp=0)
        assert wait_for(lambda: job().status == "succeeded", 60)

    assert Letter.objects.get().sent_at
    # The server had said yes to nobody: what came twice has one name.
    assert len({letter["Message-ID"] for letter in server.letters}) == 1
    assert 1 <= len(server.letters) <= 2


def test_two_workers_do_each_job_once_and_queue_what_is_due_once():
    with workers() as (server, one_more):
        server.may_pass.clear()
        for _worker in range(2):
            one_more()
        assert wait_for(lambda: workers_there() == 2, 60)
        for number in range(LETTERS):
            outbox.write(about=f"news {number}", to="ann@example.org", words=HELLO)
        assert wait_for(lambda: len(busy()) == 2, 60)
        server.may_pass.set()
        assert wait_for(lambda: not Letter.objects.waiting().exists(), 60)
        assert wait_for(lambda: not busy(), 60)

    assert len(server.letters) == LETTERS
    assert len({letter["Message-ID"] for letter in server.letters}) == LETTERS
    sent = ProcrastinateJob.objects.filter(task_name="newsroom.send_letter")
    assert set(sent.values_list("status", "attempts")) == {("succeeded", 1)}
    assert len(sent) == LETTERS
    due = ProcrastinateJob.objects.filter(args__has_key="timestamp")
    moments = list(due.values_list("task_name", "args__timestamp"))
    assert moments
    assert len(moments) == len(set(moments))


def job():
    return ProcrastinateJob.objects.get(task_name="newsroom.send_letter")


def busy():
    """The workers that do something now."""
    doing = ProcrastinateJob.objects.filter(status="doing")
    return set(doing.values_list("worker_id", flat=True))


def workers_there():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_workers")
        return cursor.fetchone()[0]


def make_its_heart_stop(left):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers"
            " SET last_heartbeat = now() - interval '1 minute' WHERE id = %s",
            [left.worker_id],
        )
