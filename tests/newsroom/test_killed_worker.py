"""A worker is killed in the middle of a letter; another takes up what it left."""

from contextlib import suppress

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from newsroom import outbox
from newsroom.models import Letter
from newsroom.tasks import run_killed_jobs_again
from tests.newsroom.test_outbox import HELLO, work
from tests.newsroom.trial import end, environment, start
from tests.smtp import mail_server, sent_to

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


def test_a_letter_that_its_worker_died_of_is_sent_by_the_next():
    outbox.write(about="news", to="ann@example.org", words=HELLO)
    with mail_server() as server, sent_to(server.port):
        server.may_pass.clear()
        first = worker(server.port)
        try:
            assert server.came.wait(60)
        finally:
            end(first)
        server.may_pass.set()
        assert job().status == "doing"
        assert Letter.objects.waiting().exists()

        make_its_heart_stop()
        with suppress(AlreadyEnqueued):  # the first may have left one
            run_killed_jobs_again.defer(timestamp=0)
        work()
        work()

    assert job().status == "succeeded"
    assert Letter.objects.get().sent_at
    # The server had said yes to nobody: what came twice has one name.
    assert len({letter["Message-ID"] for letter in server.letters}) == 1
    assert 1 <= len(server.letters) <= 2


def job():
    return ProcrastinateJob.objects.get(task_name="newsroom.send_letter")


def make_its_heart_stop():
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers"
            " SET last_heartbeat = now() - interval '1 minute'"
        )
