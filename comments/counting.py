"""How many comments each story shows, counted in the transaction of what changes it."""

from collections.abc import Iterable

from django.contrib.postgres.functions import TransactionNow
from django.db import connection

from comments.models import CommentStatus, Decision, Thread

# Counted anew, and not by what was added: a count that was wrong is mended by the next
# decision. It reads the thread in its index.
RECOUNT = """
UPDATE comments_thread AS thread SET
  approved_count = found.total, tops = found.tops, sizes = found.sizes,
  version = thread.version + 1, last_change_at = transaction_timestamp()
FROM (
  SELECT story, coalesce(sum(size), 0) AS total,
    coalesce(array_agg(top ORDER BY top) FILTER (WHERE size > 0), '{}') AS tops,
    coalesce(array_agg(size ORDER BY top) FILTER (WHERE size > 0), '{}') AS sizes
  FROM unnest(%s::bigint[]) AS asked (story)
  LEFT JOIN LATERAL (
    SELECT path[1] AS top, count(*) AS size FROM comments_comment
    WHERE article_id = story AND status = 'approved' AND withdrawn_at IS NULL
    GROUP BY path[1]
  ) AS conversation ON true
  GROUP BY story
) AS found
WHERE thread.article_id = found.story
"""


def decided(decisions: Iterable[Decision]) -> None:
    """What decisions change; where nothing shows or goes, nothing is touched."""
    approved = CommentStatus.APPROVED
    recount(
        made.comment.article_id
        for made in decisions
        if approved in (made.from_status, made.to_status)
    )


def recount(stories: Iterable[int]) -> None:
    """Count the approved comments of stories; their pages notice the version.

    Stories are taken in order of id, last in a transaction, so that no two bulks wait
    for each other. The same few statements for one story and for hundreds.
    """
    pks = sorted(set(stories))
    if not pks:
        return
    Thread.objects.bulk_create(
        [Thread(article_id=pk, last_change_at=TransactionNow()) for pk in pks],
        ignore_conflicts=True,
    )
    rows = Thread.objects.filter(pk__in=pks)
    list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    # A statement of its own, after the lock: it sees what others have committed.
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT, [pks])
