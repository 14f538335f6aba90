import django.contrib.postgres.fields
from django.db import migrations, models

# Every thread that is there is counted once, in the order of its index.
FILL = """
UPDATE comments_thread AS thread SET tops = found.tops, sizes = found.sizes
FROM (
  SELECT article_id, array_agg(top ORDER BY top) AS tops,
    array_agg(size ORDER BY top) AS sizes
  FROM (
    SELECT article_id, path[1] AS top, count(*) AS size FROM comments_comment
    WHERE status = 'approved' AND withdrawn_at IS NULL GROUP BY article_id, path[1]
  ) AS conversation
  GROUP BY article_id
) AS found
WHERE thread.article_id = found.article_id
"""


class Migration(migrations.Migration):
    dependencies = [("comments", "0028_less_to_do_for_what_comes")]
    operations = [
        migrations.AddField(
            "thread",
            "tops",
            django.contrib.postgres.fields.ArrayField(
                models.BigIntegerField(), default=list
            ),
        ),
        migrations.AddField(
            "thread",
            "sizes",
            django.contrib.postgres.fields.ArrayField(
                models.PositiveIntegerField(), default=list
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
