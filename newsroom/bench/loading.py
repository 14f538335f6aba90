"""Loading millions of rows: what would slow each one down stands aside meanwhile."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection

KEPT_ASIDE = """
SELECT format('ALTER TABLE %%I DROP CONSTRAINT %%I', t.relname, c.conname),
       format('ALTER TABLE %%I ADD CONSTRAINT %%I %%s', t.relname, c.conname,
              pg_get_constraintdef(c.oid)),
       CASE c.contype WHEN 'f' THEN 2 ELSE 1 END AS turn
FROM pg_constraint AS c JOIN pg_class AS t ON t.oid = c.conrelid
WHERE t.oid = ANY(%(tables)s::regclass[]) AND c.contype IN ('f', 'u')
UNION ALL
SELECT format('DROP INDEX %%I', i.relname), pg_get_indexdef(i.oid), 0
FROM pg_index AS x JOIN pg_class AS i ON i.oid = x.indexrelid
WHERE x.indrelid = ANY(%(tables)s::regclass[])
  AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.oid
                  AND contype IN ('p', 'u'))
ORDER BY turn
"""


def run(statement: str, **values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


def rows(statement: str, **values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def copy(table: str, columns: str, lines: Iterator[Sequence[object]]) -> None:
    """Send rows by COPY, PostgreSQL's quickest way in."""
    statement = f"COPY {table} ({columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copying:
        for line in lines:
            copying.write_row(line)


@contextmanager
def bare(tables: Sequence[str], told: Callable[[str], object]) -> Iterator[None]:
    """Inside, the tables have no triggers, no foreign keys and only primary keys.

    Afterwards all is as before, and the database has checked every row against
    every key. What the triggers would have written is for the caller to write.
    Call it inside a transaction: then nobody ever sees a bare table.
    """
    aside = rows(KEPT_ASIDE, tables=list(tables))
    for drop, _restore, _turn in reversed(aside):
        run(drop)
    for table in tables:
        run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    for _drop, restore, _turn in aside:
        told(restore)
        run(restore)
    for table in tables:
        run(f"ALTER TABLE {table} ENABLE TRIGGER USER")
