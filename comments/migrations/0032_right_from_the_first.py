from django.db import migrations

# A comment that came with the right calmness is not written again, for that would write
# all its indexes again too. Counting rows stays the database's: whoever says a wrong
# number is put right.
SCREENED = """
CREATE OR REPLACE FUNCTION newsroom_comment_screened() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM came WHERE outcome = 'flagged') THEN
    RETURN NULL;
  END IF;
  UPDATE comments_comment AS c SET calmness = -flags.number
  FROM (
    SELECT s.comment_id, s.version, count(*) AS number
    FROM comments_screeningresult AS s
    WHERE s.outcome = 'flagged' AND EXISTS (
      SELECT FROM came WHERE came.outcome = 'flagged'
        AND came.comment_id = s.comment_id AND came.version = s.version)
    GROUP BY s.comment_id, s.version
  ) AS flags
  WHERE c.id = flags.comment_id AND c.version = flags.version %s;
  RETURN NULL;
END $$;
"""
IF_OTHER = "AND c.calmness <> -flags.number"


class Migration(migrations.Migration):
    dependencies = [("comments", "0031_words_are_indexed_quicker")]
    operations = [migrations.RunSQL(SCREENED % IF_OTHER, SCREENED % "")]
