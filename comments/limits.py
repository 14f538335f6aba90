"""How often one may post: counted in the database by one atomic statement each."""

import math
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection

WINDOW = timedelta(minutes=10)


class TooFast(Exception):
    """Refused; ``seconds`` from now it would not be."""

    def __init__(self, counted: "Counted") -> None:
        super().__init__()
        left = (counted.ends_at - counted.now).total_seconds()
        self.seconds = max(1, math.ceil(left))


class Counted(NamedTuple):
    times: int
    ends_at: datetime
    now: datetime


def pass_once(key: bytes, seconds: int) -> None:
    """At most once in so many seconds, exactly, however many ask at once."""
    if seconds == 0:
        return
    row = ask(
        """
        INSERT INTO comments_rate (key, "window", count, ends_at)
        VALUES (%s, 0, 1, now() + %s)
        ON CONFLICT (key, "window") DO UPDATE SET
          ends_at = CASE WHEN comments_rate.ends_at <= now()
                         THEN excluded.ends_at ELSE comments_rate.ends_at END,
          count = CASE WHEN comments_rate.ends_at <= now()
                       THEN 1 ELSE comments_rate.count + 1 END
        RETURNING count, ends_at, now()
        """,
        [key, timedelta(seconds=seconds)],
    )
    if row.times > 1:
        raise TooFast(row)


def count_in_window(key: bytes, most: int) -> None:
    """At most so many within one window of ten minutes."""
    row = ask(
        """
        INSERT INTO comments_rate (key, "window", count, ends_at)
        SELECT %s, number, 1, to_timestamp((number + 1) * %s)
        FROM (SELECT floor(extract(epoch FROM now()) / %s)::bigint AS number) AS w
        ON CONFLICT (key, "window") DO UPDATE SET count = comments_rate.count + 1
        RETURNING count, ends_at, now()
        """,
        [key, *[int(WINDOW.total_seconds())] * 2],
    )
    if row.times > most:
        raise TooFast(row)


def ask(statement: str, values: list[Any]) -> Counted:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return Counted(*cursor.fetchone())
