"""Loading millions of rows: what would slow each one down stands aside meanwhile."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection

if TYPE_CHECKING:
    from newsroom.bench.crew import Crew


class Aside(NamedTuple):
    """An index, or the keys of one kind that a table has."""

    table: str
    of_words: bool
    drop: str
    restore: str
    prove: str


INDEXES = """
SELECT x.indrelid::regclass::text, m.amname = 'gin',
  format('DROP INDEX %%I', i.relname), pg_get_indexdef(i.oid), ''
FROM pg_index AS x JOIN pg_class AS i ON i.oid = x.indexrelid
JOIN pg_am AS m ON m.oid = i.relam
WHERE x.indrelid = ANY(%(tables)s::regclass[])
  AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.oid
                  AND contype IN ('p', 'u'))
ORDER BY i.relname
"""
# One table's in one piece: two at once would wait for each other. A foreign key is
# there from the start, and then checked without a lock on the other table.
CONSTRAINTS = """
SELECT t.oid::regclass::text, false,
  string_agg(format('ALTER TABLE %%s DROP CONSTRAINT %%I', t.oid::regclass,
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
SIZES = """
SELECT name::regclass::text, pg_relation_size(name::regclass)
FROM unnest(%(tables)s::text[]) AS name
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
    unique = [Aside(*row) for row in rows(CONSTRAINTS, **named, kinds=["u"])]
    foreign = [Aside(*row) for row in rows(CONSTRAINTS, **named, kinds=["f"])]
    indexes = [Aside(*row) for row in rows(INDEXES, **named)]
    for each in (*foreign, *unique, *indexes):
        run(each.drop)
    for table in tables:
        run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    for each in foreign:
        run(each.restore)
    size = dict(rows(SIZES, **named))

    def longest_first(each: Aside) -> tuple[bool, int]:
        return not each.of_words, -size[each.table]

    def restored(each: Aside) -> None:
        told(each.restore)
        (crew.helped if each.of_words else run)(each.restore)

    def proved(each: Aside) -> None:
        told(each.prove)
        run(each.prove)

    made = sorted((*indexes, *unique), key=longest_first)
    crew.each(
        [
            *(partial(restored, each) for each in made),
            *(partial(proved, each) for each in sorted(foreign, key=longest_first)),
        ]
    )
    for table in tables:
        run(f"ALTER TABLE {table} ENABLE TRIGGER USER")
