"""``python -m newsroom.serving.web``: the web processes of a site, in one family.

With the number of a parent they are a trial site's, and leave with it.
"""

import gc
import importlib
import os
import sys
from typing import Any

import django
from django.conf import settings
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from newsroom.serving.parent import leave_with

# Each thread keeps a database connection. More threads than this wait for each
# other in Python anyway.
THREADS = 4
STOP_WITHIN_SECONDS = 20
STOP_A_TRIAL_WITHIN_SECONDS = 5


def application() -> Any:
    """Called in each web process, whose parent is the one that calls main()."""
    leave_with(os.getppid())
    from newsroom.wsgi import application

    return application


def stay_with_the_database() -> None:
    """Be counted as a user of the embedded PostgreSQL until the web processes end.

    They leave without a goodbye; this one says it for them.
    """
    cluster = settings.DATABASES["default"].get("CLUSTER")
    if cluster:
        from newsroom.embedded import cluster_at

        cluster_at(cluster).ensure()


def load_once() -> None:
    """What every web process needs, before they part: they share its memory.

    Frozen, the collector of garbage leaves it alone, and with it the sharing.
    """
    importlib.import_module("newsroom.wsgi")
    importlib.import_module(settings.ROOT_URLCONF)
    gc.freeze()


def main(parent: int | None = None) -> None:
    if parent:
        leave_with(parent)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    patience = STOP_A_TRIAL_WITHIN_SECONDS if parent else STOP_WITHIN_SECONDS
    django.setup()
    stay_with_the_database()
    load_once()
    Granian(
        "newsroom.wsgi:application",
        address=settings.HOST,
        port=settings.PORT,
        interface=Interfaces.WSGI,
        workers=settings.WORKERS,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=patience,
        log_level=LogLevels.error,
    ).serve(target_loader=application, wrap_loader=False)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
