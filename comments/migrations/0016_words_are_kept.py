from django.db import migrations

# A comment gets other words only when the earlier ones are kept beside it, under the
# version that had them. Erasing takes both away.
KEPT = """
CREATE FUNCTION newsroom_words_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM comments_wording
    WHERE comment_id = NEW.id AND version = NEW.version - 1 AND body = OLD.body;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'The earlier words of comment % are not kept.', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'comment_words_are_kept';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER comment_words_are_kept
  AFTER UPDATE OF body ON comments_comment
  DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.body IS DISTINCT FROM NEW.body AND NEW.erased_at IS NULL)
  EXECUTE FUNCTION newsroom_words_are_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("comments", "0015_earlier_wordings")]
    operations = [
        migrations.RunSQL(KEPT, "DROP FUNCTION newsroom_words_are_kept CASCADE")
    ]
