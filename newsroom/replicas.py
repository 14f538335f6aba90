"""Readers' pages from copies of the database, as long as a copy is near.

A copy is near when it has all that the original had a look ago: whatever it says is a
second or two old at most. While the original does not answer nobody writes to it
either, and the copies stay as near as they were.
"""

import logging
import os
import random
import threading
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, ClassVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, close_old_connections, connections

from newsroom.errors import OUTAGE

LOOK_EVERY_SECONDS = 1.0
POSITION = """
SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()
            ELSE pg_current_wal_lsn() END
"""
IS_NEAR = f"SELECT ({POSITION}) >= %s::pg_lsn"
log = logging.getLogger(__name__)
_chosen: ContextVar[str] = ContextVar("database", default=DEFAULT_DB_ALIAS)


def chosen() -> str:
    """The database that is read from here."""
    return _chosen.get()


def connection() -> Any:
    return connections[chosen()]


class Router:
    """Reads from where the page is read; everything is written to the original."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return chosen()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS


class Watch:
    """One thread of a process that looks, once a second, which copies are near."""

    near: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, replicas: list[str]) -> None:
        self.replicas = replicas
        self.position: str | None = None
        self.was_near: set[str] = set()

    def look_on(self) -> None:
        while True:
            self.look()
            time.sleep(LOOK_EVERY_SECONDS)

    def look(self) -> None:
        close_old_connections()
        earlier, self.position = self.position, ask(DEFAULT_DB_ALIAS, POSITION)
        near = {name for name in self.replicas if self.is_near(name, earlier)}
        for name in self.was_near ^ near:
            log.warning("%s is %s.", name, "near" if name in near else "left alone")
        self.was_near = near
        Watch.near = frozenset(near)

    def is_near(self, name: str, earlier: str | None) -> bool:
        if self.position is None:
            # Nobody can tell how far it is; it is where it was, if it answers.
            return name in self.was_near and ask(name, POSITION) is not None
        return earlier is not None and bool(ask(name, IS_NEAR, [earlier]))


def ask(name: str, question: str, values: list[str] | None = None) -> Any:
    """The one value of an answer; None when there is none."""
    try:
        with connections[name].cursor() as cursor:
            cursor.execute(question, values)
            return cursor.fetchone()[0]
    except Error:
        connections[name].close()
        return None


# A thread is not there in a forked child: each process has its own.
_watched: set[int] = set()


def watch() -> None:
    _watched.add(os.getpid())
    look_on = Watch(settings.REPLICAS).look_on
    threading.Thread(target=look_on, daemon=True).start()


def nearest() -> str | None:
    """A copy that may be read at this moment, if there is one."""
    if not settings.REPLICAS:
        return None
    if os.getpid() not in _watched:
        watch()
    near = Watch.near
    return random.choice(sorted(near)) if near else None  # noqa: S311 (any will do)


def read[Answer](answer: Callable[[], Answer]) -> Answer:
    """Make an answer from a copy that is near; from the original where none is, or
    where it fails in the middle."""
    name = nearest()
    if name is None:
        return answer()
    before = _chosen.set(name)
    try:
        return answer()
    except OUTAGE:
        log.warning("%s gave no answer; the original is asked.", name)
        Watch.near -= {name}
    finally:
        _chosen.reset(before)
    return answer()
