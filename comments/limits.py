"""How often one may post: counted in the database by statements that are atomic.

They stand within the statement that holds a comment, so what is refused is not counted.
"""

import math
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=10)
# At most once in so many seconds, exactly, however many ask at once.
ONCE = """
INSERT INTO comments_rate (key, "window", count, ends_at)
SELECT %(writer)s, 0, 1, now() + %(between)s
WHERE %(between)s > interval '0' AND NOT EXISTS (SELECT FROM said)
ON CONFLICT (key, "window") DO UPDATE SET
  ends_at = CASE WHEN comments_rate.ends_at <= now()
                 THEN excluded.ends_at ELSE comments_rate.ends_at END,
  count = CASE WHEN comments_rate.ends_at <= now()
               THEN 1 ELSE comments_rate.count + 1 END
RETURNING count, ends_at
"""
# At most so many within one window of ten minutes.
MANY = f"""
INSERT INTO comments_rate (key, "window", count, ends_at)
SELECT %(network)s, number, 1, to_timestamp((number + 1) * {WINDOW.seconds})
FROM (SELECT floor(extract(epoch FROM now()) / {WINDOW.seconds})::bigint AS number) AS w
WHERE NOT EXISTS (SELECT FROM said) AND NOT EXISTS (SELECT FROM once WHERE count > 1)
ON CONFLICT (key, "window") DO UPDATE SET count = comments_rate.count + 1
RETURNING count, ends_at
"""  # noqa: S608 (a number of ours)


class TooFast(Exception):
    """Refused; ``seconds`` from now it would not be."""

    def __init__(self, ends_at: datetime, now: datetime) -> None:
        super().__init__()
        self.seconds = max(1, math.ceil((ends_at - now).total_seconds()))
