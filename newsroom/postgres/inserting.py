"""New rows by a statement that is written once for their kind, and planned once.

For what a reader waits for: most of the price of ``objects.create`` is Django's writing
of its SQL, anew each time.
"""

from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model
from django.db.models.expressions import DatabaseDefault

from newsroom.postgres import prepared


def insert(*rows: Model) -> None:
    """Put in rows of one kind, which then know what the database gave them.

    As ``bulk_create`` does: no signals, and no ``save`` of their own is called.
    """
    kind = type(rows[0])
    said = [said_by(row) for row in rows]
    sql = statement(kind, tuple(map(tuple, said)))
    values = [value for names in said for value in names.values()]
    with prepared.cursor(connection) as cursor:
        cursor.execute(sql, values)
        given = cursor.fetchall()
    for row, told in zip(rows, given, strict=True):
        row._state.adding, row._state.db = False, connection.alias
        for field, value in zip(kind._meta.db_returning_fields, told, strict=True):
            setattr(row, field.attname, value)


def said_by(row: Model) -> dict[Field, Any]:
    """By field; what is left to the database is not among them."""
    found = {}
    for field in columns(type(row)):
        value = field.pre_save(row, True)
        if not isinstance(value, DatabaseDefault):
            found[field] = field.get_db_prep_save(value, connection)
    return found


@cache
def columns(kind: type[Model]) -> list[Field]:
    """All but a key that the database counts."""
    counted = kind._meta.auto_field
    return [field for field in kind._meta.concrete_fields if field is not counted]


@cache
def statement(kind: type[Model], said: tuple[tuple[Field, ...], ...]) -> str:
    lines = (
        ", ".join("%s" if field in told else "DEFAULT" for field in columns(kind))
        for told in said
    )
    table, names = quoted(kind._meta.db_table), ", ".join(map(name, columns(kind)))
    back = ", ".join(map(name, kind._meta.db_returning_fields)) or "NULL"
    return (
        f"INSERT INTO {table} ({names})"  # noqa: S608 (names of ours)
        f" VALUES ({'), ('.join(lines)}) RETURNING {back}"
    )


def name(field: Field) -> str:
    return quoted(str(field.column))


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)
