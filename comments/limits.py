"""How often one may post: counted in the database by statements that are atomic.

They stand within the statement that holds a comment, which counts nothing that is
refused: it need not be taken back, so it needs no transaction around it. Only where
a network's last place in a window is taken at the same instant is the writer counted
who did not get it, and waits no longer than those who post.
"""

import math
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=10)
NUMBER = f"floor(extract(epoch FROM now()) / {WINDOW.seconds})::bigint"
# The window of a network that has posted as often as it may.
FULL = f"""
SELECT FROM comments_rate
WHERE key = %(network)s AND "window" = {NUMBER} AND count >= %(most)s
"""
# At most once in so many seconds, exactly, however many ask at once.
ONCE = """
INSERT INTO comments_rate (key, "window", count, ends_at)
SELECT %(writer)s, 0, 1, now() + %(between)s
WHERE %(between)s > interval '0'
  AND NOT EXISTS (SELECT FROM said) AND NOT EXISTS (SELECT FROM full_window)
ON CONFLICT (key, "window") DO UPDATE SET ends_at = excluded.ends_at
WHERE comments_rate.ends_at <= now()
RETURNING ends_at
"""
# At most so many within one window of ten minutes.
MANY = f"""
INSERT INTO comments_rate (key, "window", count, ends_at)
SELECT %(network)s, number, 1, to_timestamp((number + 1) * {WINDOW.seconds})
FROM (SELECT {NUMBER} AS number) AS w
WHERE NOT EXISTS (SELECT FROM said) AND NOT EXISTS (SELECT FROM full_window)
  AND (%(between)s <= interval '0' OR EXISTS (SELECT FROM once))
ON CONFLICT (key, "window") DO UPDATE SET count = comments_rate.count + 1
WHERE comments_rate.count < %(most)s
RETURNING ends_at
"""  # noqa: S608 (a number of ours)
# When whoever was refused may try again. The row of who posts at this very instant
# is not to be seen yet.
FREE_AT = f"""
CASE
  WHEN %(between)s <= interval '0' OR EXISTS (SELECT FROM once)
    OR EXISTS (SELECT FROM full_window)
  THEN to_timestamp(({NUMBER} + 1) * {WINDOW.seconds})
  ELSE coalesce(
    (SELECT ends_at FROM comments_rate
     WHERE key = %(writer)s AND "window" = 0 AND ends_at > now()),
    now() + %(between)s)
END
"""  # noqa: S608 (a number of ours)


class TooFast(Exception):
    """Refused; ``seconds`` from now it would not be."""

    def __init__(self, ends_at: datetime, now: datetime) -> None:
        super().__init__()
        self.seconds = max(1, math.ceil((ends_at - now).total_seconds()))
