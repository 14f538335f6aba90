from django.db import migrations

FINAL = """
CREATE FUNCTION newsroom_killed_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE check_violation USING
    MESSAGE = 'a killed story stays killed', CONSTRAINT = 'article_killed_is_final';
END $$;

CREATE TRIGGER article_killed BEFORE UPDATE OF status ON articles_article
FOR EACH ROW WHEN (OLD.status = 'killed' AND NEW.status <> 'killed')
EXECUTE FUNCTION newsroom_killed_is_final();
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_kept_addresses")]
    operations = [
        migrations.RunSQL(FINAL, "DROP FUNCTION newsroom_killed_is_final CASCADE")
    ]
