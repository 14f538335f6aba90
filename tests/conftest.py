import os
import shutil
import signal
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from newsroom.embedded import cluster_at
from newsroom.pages.store import store
from tests.ready import filled, forget
from tests.rows import Rows

LASTING = ("browser", "fault", "slow")


def pytest_configure(config: pytest.Config) -> None:
    """What a shell put into the background ignores Ctrl-C, and so does all that it
    starts: backups too, which are interrupted here."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_unconfigure(config: pytest.Config) -> None:
    """The run's own cluster and media go with the run."""
    if os.environ.get("PYTEST_XDIST_WORKER"):
        return
    if not settings.configured or not hasattr(settings, "TEST_CLUSTER"):
        return
    from django.db import connections

    connections.close_all()
    if settings.TEST_CLUSTER.exists():
        cluster = cluster_at(settings.TEST_CLUSTER)
        cluster.stop()
        shutil.rmtree(cluster.root, ignore_errors=True)
    forget()
    shutil.rmtree(settings.TEST_CLUSTER.parent, ignore_errors=True)


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Processes take file after file: those that last come first, so that in the end
    none waits long for another."""
    if os.environ.get("PYTEST_XDIST_WORKER"):
        lasting = {
            item.path for item in items if any(map(item.get_closest_marker, LASTING))
        }
        items.sort(key=lambda item: item.path not in lasting)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> None:
    """The databases of tests are copies of one: no process migrates its own again."""
    database = connection.settings_dict
    if "CLUSTER" in database:
        filled(cluster_at(database["CLUSTER"], database["CLUSTER_OPTIONS"]))


@pytest.fixture(scope="session")
def rows(django_db_setup: None, django_db_blocker: Any) -> Iterator[Rows]:
    """What the migrations made, read before any test has committed anything."""
    with django_db_blocker.unblock():
        yield Rows.as_they_are()
        leave_alone()


def leave_alone() -> None:
    """End other sessions: a thread of a test's may have left one, and none may stay
    when the database is taken away."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture
def transactional_db(rows: Rows, django_db_blocker: Any) -> Iterator[None]:
    """What a test writes is committed, for all to see, and gone afterwards."""
    with django_db_blocker.unblock():
        yield
        rows.put_back()
        cache.clear()


@pytest.fixture(autouse=True)
def no_page_is_stored_from_another_test() -> Iterator[None]:
    store.clear()
    yield
