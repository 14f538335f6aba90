"""``python -m newsroom.serving.web``: the web processes of a site, in one family.

With the number of a parent they are a trial site's, and leave with it.
"""

import ctypes
import gc
import os
import sys
from typing import Any

from django.conf import settings
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from newsroom.serving.parent import leave_with
from newsroom.serving.siblings import CAN_PART, part_into

STOP_WITHIN_SECONDS = 20
STOP_A_TRIAL_WITHIN_SECONDS = 5
ARENA_MAX = -8  # M_ARENA_MAX in glibc's malloc.h


def application() -> Any:
    """Called in each process that granian starts: it loads the site."""
    watcher = os.getppid()
    gc.disable()  # what is loaded stays: looking through it again and again takes time
    from newsroom.serving.loading import load
    from newsroom.wsgi import application

    load()
    set_aside()
    give_back()
    gc.enable()
    part_into(settings.WORKERS if CAN_PART else 1, watcher)
    return application


def set_aside() -> None:
    """The collector leaves what is loaded by now alone, and with it the sharing."""
    gc.collect()
    gc.freeze()


def keep_one_heap() -> None:
    """Threads of Python allocate in turn. With a heap for each, as glibc would have
    it, what a page took and gave back in one is of no use in the others.

    There may be no other thread yet: it would have its own."""
    if setting := getattr(ctypes.CDLL(None), "mallopt", None):
        setting(ARENA_MAX, 1)


def give_back() -> None:
    """Whenever Python has looked for what nobody needs, let the system have it: malloc
    by itself keeps what is free between two pieces that are not."""
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):

        def trimmed(phase: str, about: dict[str, int]) -> None:
            if phase == "stop" and about["generation"]:
                trim(0)

        gc.callbacks.append(trimmed)


def stay_with_the_database() -> None:
    """Be counted as a user of the embedded PostgreSQL until the web processes end.

    They leave without a goodbye; this one says it for them.
    """
    cluster = settings.DATABASES["default"].get("CLUSTER")
    if cluster:
        from newsroom.embedded import cluster_at

        cluster_at(cluster).ensure()


def main(parent: int | None = None) -> None:
    keep_one_heap()
    if parent:
        leave_with(parent)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    patience = STOP_A_TRIAL_WITHIN_SECONDS if parent else STOP_WITHIN_SECONDS
    stay_with_the_database()
    set_aside()
    Granian(
        "newsroom.wsgi:application",
        address=settings.HOST,
        port=settings.PORT,
        interface=Interfaces.WSGI,
        workers=1 if CAN_PART else settings.WORKERS,
        blocking_threads=settings.THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=patience,
        log_level=LogLevels.error,
    ).serve(target_loader=application, wrap_loader=False)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
