from django.db import migrations

# Rows of record are never changed. They go with their story and not before, but for
# revisions that no reader can have seen: those are thinned with age.
KEPT = """
CREATE FUNCTION newsroom_article_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF to_jsonb(OLD)->'public' = 'false' THEN
      RETURN OLD;
    END IF;
    PERFORM 1 FROM articles_article WHERE id = OLD.article_id;
    IF NOT FOUND THEN
      RETURN OLD;
    END IF;
  END IF;
  RAISE EXCEPTION 'This is a record: add a new row instead.'
    USING ERRCODE = 'restrict_violation';
END $$;

ALTER TABLE articles_revision ADD CONSTRAINT revision_of_article
  FOREIGN KEY (article_id) REFERENCES articles_article ON DELETE CASCADE;
ALTER TABLE articles_act ADD CONSTRAINT act_of_article
  FOREIGN KEY (article_id) REFERENCES articles_article ON DELETE CASCADE;

CREATE TRIGGER revision_is_kept BEFORE UPDATE OR DELETE ON articles_revision
  FOR EACH ROW EXECUTE FUNCTION newsroom_article_record();
CREATE TRIGGER act_is_kept BEFORE UPDATE OR DELETE ON articles_act
  FOR EACH ROW EXECUTE FUNCTION newsroom_article_record();
"""


UNDO = """
DROP FUNCTION newsroom_article_record CASCADE;
ALTER TABLE articles_revision DROP CONSTRAINT revision_of_article;
ALTER TABLE articles_act DROP CONSTRAINT act_of_article;
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_revisions_and_acts")]
    operations = [migrations.RunSQL(KEPT, UNDO)]
