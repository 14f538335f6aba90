"""Loading millions of rows: what would slow each one down stands aside meanwhile."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from newsroom.bench.crew import Crew

# Words last the longest: their indexes are made first.
INDEXES = """
SELECT format('DROP INDEX %%I', i.relname), pg_get_indexdef(i.oid)
FROM pg_index AS x JOIN pg_class AS i ON i.oid = x.indexrelid
JOIN pg_am AS m ON m.oid = i.relam
WHERE x.indrelid = ANY(%(tables)s::regclass[])
  AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.oid
                  AND contype IN ('p', 'u'))
ORDER BY m.amname = 'gin' DESC, i.relname
"""
# One table's in one piece: two at once would wait for each other. A foreign key is
# there from the start, and then checked without a lock on the other table.
CONSTRAINTS = """
SELECT string_agg(format('ALTER TABLE %%s DROP CONSTRAINT %%I', t.oid::regclass,
         c.conname), '; '),
       string_agg(format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', t.oid::regclass,
         c.conname, pg_get_constraintdef(c.oid) || unproved), '; '),
       string_agg(format('ALTER TABLE %%s VALIDATE CONSTRAINT %%I', t.oid::regclass,
         c.conname), '; ')
FROM pg_constraint AS c JOIN pg_class AS t ON t.oid = c.conrelid
CROSS JOIN LATERAL (
  SELECT CASE c.contype WHEN 'f' THEN ' NOT VALID' ELSE '' END AS unproved) AS kind
WHERE t.oid = ANY(%(tables)s::regclass[]) AND c.contype = ANY(%(kinds)s)
GROUP BY t.oid, c.contype
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
def bare(
    tables: Sequence[str], crew: "Crew", told: Callable[[str], object]
) -> Iterator[None]:
    """Inside, the tables have no triggers, no foreign keys and only primary keys.

    Afterwards all is as before, and the database has checked every row against
    every key. What the triggers would have written is for the caller to write.
    A crew of one does it in its transaction: then nobody ever sees a bare table.
    """
    named = {"tables": list(tables)}
    unique = rows(CONSTRAINTS, **named, kinds=["u"])
    foreign = rows(CONSTRAINTS, **named, kinds=["f"])
    indexes = rows(INDEXES, **named)
    for drop, *_restore in (*foreign, *unique, *indexes):
        run(drop)
    for table in tables:
        run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    restored = [each[1] for each in (*indexes, *unique)]
    crew.each(partial(tell_and_run, told, each) for each in restored)
    for _drop, restore, _prove in foreign:
        run(restore)
    crew.each(partial(tell_and_run, told, each[2]) for each in foreign)
    for table in tables:
        run(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def tell_and_run(told: Callable[[str], object], statement: str) -> None:
    told(statement)
    run(statement)
