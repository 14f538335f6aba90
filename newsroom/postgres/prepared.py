"""A statement that is asked for each reader: planned once on each connection."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import count
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg import RawCursor

from newsroom import replicas

MARK = re.compile("%%|%s")
NAMED = re.compile(r"%\((\w+)\)s")


class Prepared(RawCursor[Any]):
    """Sends values beside the statement, which PostgreSQL keeps under a name."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> "Prepared":
        return super().execute(numbered(query), params, prepare=True, **options)


@cache
def numbered(statement: str) -> str:
    """``%s, %s`` as ``$1, $2``, which needs no reading again."""
    numbers = count(1)
    return MARK.sub(
        lambda mark: f"${next(numbers)}" if mark[0] == "%s" else "%", statement
    )


def named(statement: str) -> tuple[str, list[str]]:
    """``%(name)s`` as ``$1``, the same wherever it stands, and the order of names."""
    names = list(dict.fromkeys(NAMED.findall(statement)))
    numbers = {name: number for number, name in enumerate(names, start=1)}
    return NAMED.sub(lambda mark: f"${numbers[mark[1]]}", statement), names


def cursor(on: Any = None) -> CursorWrapper:
    """On the database that is read from here, or another."""
    connection = on or replicas.connection()
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    made: Any = Prepared(connection.connection)
    if connection.queries_logged:
        debugged: CursorWrapper = connection.make_debug_cursor(made)
        return debugged
    wrapped: CursorWrapper = connection.make_cursor(made)
    return wrapped


def written_out(statement: str, values: Sequence[Any], kept: type) -> str:
    """The statement with its values in it, but those of the type that is kept.

    A plan for any value can use an index on part of a table only if the statement
    itself says which part.
    """
    left = iter(values)

    def written(mark: re.Match[str]) -> str:
        if mark[0] == "%%" or isinstance(value := next(left), kept):
            return mark[0]
        return literal(value)

    return MARK.sub(written, statement)


def literal(value: Any) -> str:
    written: str = connection.ops.compose_sql("%s", [value])  # type: ignore[attr-defined]
    return written.replace("%", "%%")
