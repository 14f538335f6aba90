"""How a comment is put in: by one statement, with all that belongs to it.

Written by hand because a reader waits for it: by the ORM the same rows are six
questions, and what they cost is mostly Python. Columns that are not named here have the
model's own defaults, and a test holds the rows against those that the ORM puts in.
"""

from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from django.db import connection

from comments.limits import FREE_AT, FULL, MANY, ONCE
from comments.models import Comment, Contact, ScreeningResult
from newsroom.postgres import prepared
from newsroom.postgres.inserting import insert_into

COMMENT = {
    "article": "%(article)s",
    "parent": "%(parent)s",
    "author_name": "%(name)s",
    "body": "%(body)s",
    "body_html": "%(body_html)s",
    # Where it is right already, no trigger writes the row and all its indexes again.
    "calmness": "%(calmness)s",
}
CONTACT = {
    "comment": "comment.id",
    "email": "%(email)s",
    "website": "%(website)s",
    "address_hash": "%(address_hash)s",
    "content_key": "%(content_key)s",
    "token": "%(token)s",
}
RESULT = {
    "comment": "comment.id",
    "version": "comment.version",
    "check_name": "found.check_name",
    "outcome": "found.outcome",
    "score": "found.score",
    "detail": "found.detail",
}
FOUND = """jsonb_to_recordset(%(found)s)
  AS found(check_name text, outcome text, score float8, detail jsonb)"""


class Answer(NamedTuple):
    """``comment`` is None if it was refused: for coming too often, if ``free_at`` says
    until when, or else because the same was said before."""

    comment: int | None
    free_at: datetime | None
    now: datetime


@cache
def statement() -> tuple[str, list[str]]:
    """Each step reads the one before, so they are done in this order."""
    comment = insert_into(Comment, COMMENT, "many")
    return prepared.named(
        f"""
        WITH said AS (
          SELECT FROM comments_contact WHERE content_key = %(content_key)s),
        full_window AS ({FULL}),
        once AS ({ONCE}),
        many AS ({MANY}),
        comment AS ({comment} RETURNING id, version),
        contact AS ({insert_into(Contact, CONTACT, "comment")}),
        results AS ({insert_into(ScreeningResult, RESULT, f"comment, {FOUND}")})
        SELECT
          (SELECT id FROM comment),
          CASE WHEN NOT EXISTS (SELECT FROM many)
            AND NOT EXISTS (SELECT FROM said) THEN {FREE_AT} END,
          now()
        """  # noqa: S608 (names of ours)
    )


def hold(**values: Any) -> Answer:
    """A transaction of its own: see comments.limits for what is refused."""
    sql, names = statement()
    with prepared.cursor(connection) as cursor:
        cursor.execute(sql, [values[name] for name in names])
        return Answer(*cursor.fetchone())
