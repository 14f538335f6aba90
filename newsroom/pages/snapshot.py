from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from psycopg import IsolationLevel

from newsroom import replicas


@contextmanager
def snapshot() -> Iterator[None]:
    """All reads inside see one moment of the database, its clock included."""
    connection = replicas.connection()
    if connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    raw = connection.connection
    raw.isolation_level = IsolationLevel.REPEATABLE_READ
    raw.read_only = True
    try:
        with transaction.atomic(using=connection.alias):
            yield
    finally:
        if not raw.closed:
            raw.isolation_level = None
            raw.read_only = None
