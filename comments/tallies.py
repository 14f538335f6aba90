"""Running totals that writers do not wait for one another to change."""

import os

from django.db import connection
from django.db.models import Sum

from comments.models import Tally

HELD = "held"
SHARDS = 16


def add(name: str, difference: int) -> None:
    """Change a total. Call it last in the transaction: its shard stays locked."""
    if difference == 0:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO comments_tally (name, shard, value) VALUES (%s, %s, %s)
            ON CONFLICT (name, shard)
            DO UPDATE SET value = comments_tally.value + excluded.value
            """,
            [name, os.getpid() % SHARDS, difference],
        )


def total(name: str) -> int:
    summed = Tally.objects.filter(name=name).aggregate(total=Sum("value"))
    return summed["total"] or 0
