"""What stands in every table of both apps, to be compared before and after."""

from collections.abc import Iterable
from typing import Any

from django.db import connection

# Read by name, so that a table that is added later is compared too.
NAMES = """
SELECT quote_ident(tablename) FROM pg_tables
WHERE schemaname = 'public' AND tablename ~ '^(articles|comments)_'
ORDER BY tablename
"""
# A version never returns, nor does the moment that tells lists of a new one.
ROWS = "SELECT to_jsonb(t) - 'version' - 'last_change_at' FROM {} AS t"
# The same total can lie in other shards, and nothing be counted by no row at all.
TOTALS = """
SELECT jsonb_build_object('name', name, 'total', sum(value)) FROM comments_tally
GROUP BY name HAVING sum(value) <> 0
"""
COUNTED = " WHERE approved_count <> 0 OR closed_at IS NOT NULL"

Tables = dict[str, list[dict[str, Any]]]


def everything(but: Iterable[str] = ()) -> Tables:
    """Every row of every table but those that are named, as plain values."""
    with connection.cursor() as cursor:
        cursor.execute(NAMES)
        names = [name for (name,) in cursor.fetchall() if name not in set(but)]
        return {name: rows_of(cursor, name) for name in names}


def rows_of(cursor: Any, name: str) -> list[dict[str, Any]]:
    statement = TOTALS if name == "comments_tally" else ROWS.format(name)
    if name == "comments_thread":
        statement += COUNTED
    cursor.execute(f"{statement} ORDER BY 1")
    return [row for (row,) in cursor.fetchall()]


def differences(before: Tables, after: Tables) -> dict[str, list[dict[str, Any]]]:
    """By table, the rows that stand in one of the two and not in the other."""
    found = {
        name: [row for row in after[name] if row not in before[name]]
        + [row for row in before[name] if row not in after[name]]
        for name in before | after
    }
    return {name: rows for name, rows in found.items() if rows}
