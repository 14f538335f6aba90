from django.db import migrations, models

# A comment carries how many checks flagged the version it has now, as a number below
# zero: the desk can then read its queue by risk from an index.
CALMNESS = """
CREATE FUNCTION newsroom_comment_screened() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
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

CREATE TRIGGER comment_screened AFTER INSERT ON comments_screeningresult
  REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION newsroom_comment_screened();

UPDATE comments_comment AS c SET calmness = -flags.number
FROM (
  SELECT DISTINCT ON (comment_id) comment_id, count(*) AS number
  FROM comments_screeningresult WHERE outcome = 'flagged'
  GROUP BY comment_id, version ORDER BY comment_id, version DESC
) AS flags
WHERE c.id = flags.comment_id;
"""
UNDO = "DROP FUNCTION newsroom_comment_screened CASCADE"


class Migration(migrations.Migration):
    dependencies = [("comments", "0004_policy_and_guidelines")]
    operations = [
        migrations.AddField(
            "comment", "calmness", models.SmallIntegerField(db_default=0, editable=False)
        ),
        migrations.RunSQL(CALMNESS, UNDO),
    ]
