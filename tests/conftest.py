import os
import shutil
from collections.abc import Iterator

import pytest

from newsroom.pages.store import store


def pytest_unconfigure(config: pytest.Config) -> None:
    """The run's own cluster and media go with the run."""
    if os.environ.get("PYTEST_XDIST_WORKER"):
        return
    from django.conf import settings

    if not settings.configured or not hasattr(settings, "TEST_CLUSTER"):
        return
    from django.db import connections

    from newsroom.embedded import cluster_at

    connections.close_all()
    if settings.TEST_CLUSTER.exists():
        cluster = cluster_at(settings.TEST_CLUSTER)
        cluster.stop()
        shutil.rmtree(cluster.root, ignore_errors=True)
    shutil.rmtree(settings.TEST_CLUSTER.parent, ignore_errors=True)


@pytest.fixture(autouse=True)
def no_page_is_stored_from_another_test() -> Iterator[None]:
    store.clear()
    yield
