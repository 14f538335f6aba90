from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

# One statement each, so that both sides are of one moment.
THREADS = """
SELECT coalesce(t.article_id, c.article_id), coalesce(t.approved_count, 0),
  coalesce(c.found, 0)
FROM comments_thread AS t
FULL JOIN (
  SELECT article_id, count(*) AS found FROM comments_comment
  WHERE status = 'approved' AND withdrawn_at IS NULL GROUP BY article_id
) AS c USING (article_id)
WHERE coalesce(t.approved_count, 0) <> coalesce(c.found, 0)
ORDER BY 1
"""
CONVERSATIONS = """
WITH found AS (
  SELECT article_id, path[1] AS top, count(*) AS size FROM comments_comment
  WHERE status = 'approved' AND withdrawn_at IS NULL GROUP BY 1, 2
), kept AS (
  SELECT article_id, top, size
  FROM comments_thread, unnest(tops, sizes) AS conversation (top, size)
)
SELECT coalesce(kept.article_id, found.article_id), top, coalesce(kept.size, 0),
  coalesce(found.size, 0)
FROM kept FULL JOIN found USING (article_id, top)
WHERE coalesce(kept.size, 0) <> coalesce(found.size, 0)
ORDER BY 1, 2
"""
DAYS = """
SELECT coalesce(d.day, a.day), coalesce(d.stories, 0), coalesce(a.found, 0)
FROM articles_day AS d
FULL JOIN (
  SELECT first_published_on AS day, count(*) AS found FROM articles_article
  WHERE status = 'published' AND expires_at IS NULL GROUP BY 1
) AS a USING (day)
WHERE coalesce(d.stories, 0) <> coalesce(a.found, 0)
ORDER BY 1
"""
QUEUE = """
SELECT coalesce(t.name, c.name), coalesce(t.kept, 0), coalesce(c.found, 0)
FROM (
  SELECT name, sum(value) AS kept FROM comments_tally GROUP BY name
) AS t
FULL JOIN (
  SELECT name, count(*) AS found
  FROM comments_comment AS c JOIN articles_article AS a ON a.id = c.article_id
  JOIN (VALUES ('held'), ('reported')) AS kinds (kind) ON CASE kind
    WHEN 'held' THEN c.status = 'held' AND c.withdrawn_at IS NULL
    ELSE c.reported_at IS NOT NULL END,
    unnest(ARRAY[
      kind, kind || ':story:' || a.id, kind || ':section:' || a.section_id]) AS name
  GROUP BY name
) AS c USING (name)
WHERE coalesce(t.kept, 0) <> coalesce(c.found, 0)
ORDER BY 1
"""
RECORDS = """
SELECT k.comment_id, k.status, c.status
FROM comments_contact AS k JOIN comments_comment AS c ON c.id = k.comment_id
WHERE k.status <> c.status ORDER BY 1
"""


class Command(BaseCommand):
    """A count is kept in the transaction of what it counts: a difference is a fault."""

    help = "Compare every kept count of comments and stories with a recount."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = [
            f"story {story}: {kept} comments kept, {found} found"
            for story, kept, found in self.ask(THREADS)
        ]
        faults += [
            f"story {story}, under comment {top}: {kept} kept, {found} found"
            for story, top, kept, found in self.ask(CONVERSATIONS)
        ]
        faults += [
            f"day {day}: {kept} stories kept, {found} found"
            for day, kept, found in self.ask(DAYS)
        ]
        faults += [
            f"the queue, {name}: {kept} kept, {found} found"
            for name, kept, found in self.ask(QUEUE)
        ]
        faults += [
            f"comment {comment}: its author's record says {kept}, it is {found}"
            for comment, kept, found in self.ask(RECORDS)
        ]
        for fault in faults:
            self.stdout.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} counts are wrong.")
        self.stdout.write("Every count is right.")

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
