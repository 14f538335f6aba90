import django.db.models.deletion
from django.db import migrations, models

# Most comments are flagged by nothing: then their calmness stays as it is, and the
# table of comments is left alone. A result is found by its comment in the index that
# keeps each check to one, so it needs no other.
SCREENED = """
CREATE OR REPLACE FUNCTION newsroom_comment_screened() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  %s
  UPDATE comments_comment AS c SET calmness = -flags.number
  FROM (
    SELECT s.comment_id, s.version, count(*) AS number
    FROM comments_screeningresult AS s
    WHERE s.outcome = 'flagged' AND EXISTS (
      SELECT FROM came WHERE came.outcome = 'flagged'
        AND came.comment_id = s.comment_id AND came.version = s.version)
    GROUP BY s.comment_id, s.version
  ) AS flags
  WHERE c.id = flags.comment_id AND c.version = flags.version;
  RETURN NULL;
END $$;
"""
ONLY_FLAGGED = """IF NOT EXISTS (SELECT FROM came WHERE outcome = 'flagged') THEN
    RETURN NULL;
  END IF;"""


class Migration(migrations.Migration):
    dependencies = [("comments", "0027_proofs_of_addresses")]
    operations = [
        migrations.AlterField(
            "screeningresult",
            "comment",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="screening",
                to="comments.comment",
            ),
        ),
        migrations.RunSQL(SCREENED % ONLY_FLAGGED, SCREENED % ""),
    ]
