"""What the database does for a page: its queries, and how each is carried out."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection

# They grow with the newspaper. A scan of one costs more every year.
GROWING = frozenset(
    f"{app}_{name}"
    for app, names in {
        "articles": "article byline tagging pastaddress photo",
        "comments": "comment contact decision screeningresult thread rate",
    }.items()
    for name in names.split()
)


# A scan that gave more rows than this under a limit was ended by it.
MANY = 1000


@dataclass(frozen=True)
class Asked:
    """A statement as it was sent."""

    sql: str
    values: Any


@dataclass(frozen=True)
class Plan:
    sql: str
    buffers: int
    milliseconds: float
    # Growing tables that were read from end to end.
    scanned: frozenset[str]


@contextmanager
def asked() -> Iterator[list[Asked]]:
    """Collects every SELECT sent to the database inside."""
    found: list[Asked] = []

    def note(execute: Callable[..., Any], sql: str, values: Any, *rest: Any) -> Any:
        if sql.lstrip().startswith(("SELECT", "WITH")):
            found.append(Asked(sql, values))
        return execute(sql, values, *rest)

    with connection.execute_wrapper(note):
        yield found


def plan_of(statement: Asked) -> Plan:
    """Run it again and see. Buffers are blocks of 8 kB, from memory or from disk."""
    explain = f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement.sql}"
    with connection.cursor() as cursor:
        cursor.execute(explain, statement.values)
        (found,) = cursor.fetchone()
    whole = (json.loads(found) if isinstance(found, str) else found)[0]
    top = whole["Plan"]
    return Plan(
        sql=statement.sql,
        buffers=top["Shared Hit Blocks"] + top["Shared Read Blocks"],
        milliseconds=whole["Execution Time"],
        scanned=frozenset(
            node["Relation Name"]
            for node in nodes(top)
            if node["Node Type"] == "Seq Scan" and node["Relation Name"] in GROWING
        ),
    )


def nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every step of a plan, but for a scan that a limit ended before its time."""
    yield node
    for below in node.get("Plans", ()):
        cut_short = (
            node["Node Type"] == "Limit"
            and below["Node Type"] == "Seq Scan"
            and below["Actual Rows"] > MANY
        )
        if not cut_short:
            yield from nodes(below)


def plans_of(visit: Callable[[], object]) -> list[Plan]:
    """How each query of a visit is carried out."""
    with asked() as statements:
        visit()
    return [plan_of(statement) for statement in statements]
