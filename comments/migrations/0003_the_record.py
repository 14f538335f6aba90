from django.db import migrations

# Rows of record are never changed, whoever asks.
APPEND_ONLY = """
CREATE FUNCTION newsroom_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Decisions are a record: add a new one instead.'
    USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER decision_is_kept BEFORE UPDATE OR DELETE ON comments_decision
  FOR EACH ROW EXECUTE FUNCTION newsroom_refuse_change();
"""

# At commit, whatever status a comment got must stand in a decision about the version
# before it: nothing is published, or hidden, without one.
ON_RECORD = """
CREATE FUNCTION newsroom_status_on_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND NEW.status = 'held' THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.status = OLD.status THEN
    RETURN NULL;
  END IF;
  PERFORM 1 FROM comments_decision
    WHERE comment_id = NEW.id AND to_status = NEW.status
      AND comment_version = NEW.version - 1;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'Comment % became % without a decision.', NEW.id, NEW.status
      USING ERRCODE = 'check_violation', CONSTRAINT = 'comment_status_on_record';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER comment_status_on_record
  AFTER INSERT OR UPDATE OF status ON comments_comment
  DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION newsroom_status_on_record();
"""
UNDO = """
DROP FUNCTION newsroom_refuse_change, newsroom_status_on_record CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("comments", "0002_threads")]
    operations = [migrations.RunSQL(APPEND_ONLY + ON_RECORD, UNDO)]
