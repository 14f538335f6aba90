from django.db import migrations

# A comment carries when its oldest open report came, and the desk's numbers follow, in
# the transaction that opens or closes a report. Of several at once on one comment each
# waits for the one before and sees what it wrote.
COUNTED = """
CREATE FUNCTION newsroom_reported() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  subject bigint := coalesce(NEW.comment_id, OLD.comment_id);
  was timestamptz;
  since timestamptz;
  story bigint;
  section bigint;
  difference int;
BEGIN
  SELECT reported_at, article_id INTO was, story FROM comments_comment
    WHERE id = subject FOR NO KEY UPDATE;
  SELECT min(reported_at) INTO since FROM comments_report
    WHERE comment_id = subject AND handled_at IS NULL;
  IF since IS NOT DISTINCT FROM was THEN
    RETURN NULL;
  END IF;
  UPDATE comments_comment SET reported_at = since WHERE id = subject;
  difference := (was IS NULL)::int - (since IS NULL)::int;
  IF difference <> 0 THEN
    SELECT section_id INTO section FROM articles_article WHERE id = story FOR SHARE;
    PERFORM newsroom_tally('reported', difference);
    PERFORM newsroom_tally('reported:story:' || story, difference);
    PERFORM newsroom_tally('reported:section:' || section, difference);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER report_counted AFTER INSERT OR DELETE OR UPDATE OF handled_at
  ON comments_report FOR EACH ROW EXECUTE FUNCTION newsroom_reported();
"""
MOVED = """
CREATE OR REPLACE FUNCTION newsroom_held_moved() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  kind text;
  counted bigint;
BEGIN
  FOREACH kind IN ARRAY %s LOOP
    SELECT coalesce(sum(value), 0) INTO counted FROM comments_tally
      WHERE name = kind || ':story:' || NEW.id;
    IF counted <> 0 THEN
      PERFORM newsroom_tally(kind || ':section:' || OLD.section_id, -counted);
      PERFORM newsroom_tally(kind || ':section:' || NEW.section_id, counted);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
"""
BOTH, HELD = MOVED % "ARRAY['held', 'reported']", MOVED % "ARRAY['held']"


class Migration(migrations.Migration):
    dependencies = [("comments", "0024_reports_and_watch_lists")]
    operations = [
        migrations.RunSQL(COUNTED, "DROP FUNCTION newsroom_reported CASCADE"),
        migrations.RunSQL(BOTH, HELD),
    ]
