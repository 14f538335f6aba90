from django.db import migrations

# What a killed story was is in its seal: only then may the rest of its record go.
SEALED = """
CREATE OR REPLACE FUNCTION newsroom_article_record() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF to_jsonb(OLD)->'public' = 'false' THEN
      RETURN OLD;
    END IF;
    PERFORM 1 FROM articles_article WHERE id = OLD.article_id;
    IF NOT FOUND THEN
      RETURN OLD;
    END IF;
    PERFORM 1 FROM articles_article JOIN articles_seal
      ON articles_seal.article_id = articles_article.id
      WHERE articles_article.id = OLD.article_id AND status = 'killed';
    IF FOUND AND TG_TABLE_NAME IN ('articles_revision', 'articles_correction') THEN
      RETURN OLD;
    END IF;
  END IF;
  RAISE EXCEPTION 'This is a record: add a new row instead.'
    USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER seal_is_kept BEFORE UPDATE OR DELETE ON articles_seal
  FOR EACH ROW EXECUTE FUNCTION newsroom_article_record();
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0013_seals")]
    operations = [
        migrations.RunSQL(SEALED, "DROP TRIGGER seal_is_kept ON articles_seal")
    ]
