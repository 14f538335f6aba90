"""New rows within a statement of our own that is written once.

For what a reader waits for: most of the price of ``objects.create`` is Django's making
of a row and of its SQL, anew each time, and a question to the database for each kind.
"""

from collections.abc import Mapping

from django.db import connection
from django.db.models import Field, Model

from newsroom.postgres import prepared

NOW = "now()"


def insert_into(kind: type[Model], said: Mapping[str, str], rows: str) -> str:
    """``INSERT`` of one row for each of ``rows``, with SQL by the names of its fields.

    What is not said is as Django would have it: the model's own default, written out,
    or left to the database where the database fills it in. No signals are sent, and no
    ``save`` is called.
    """
    fields = {field: value_of(field, said) for field in kind._meta.concrete_fields}
    given = {quoted(str(field.column)): sql for field, sql in fields.items() if sql}
    return (
        f"INSERT INTO {quoted(kind._meta.db_table)} ({', '.join(given)})"  # noqa: S608
        f" SELECT {', '.join(given.values())} FROM {rows}"
    )


def value_of(field: Field, said: Mapping[str, str]) -> str:
    """Its SQL; empty where the database knows it."""
    if field.name in said:
        return said[field.name]
    if field.primary_key or field.has_db_default():
        return ""
    if getattr(field, "auto_now_add", False):
        return NOW
    return prepared.literal(field.get_db_prep_save(field.get_default(), connection))


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)
