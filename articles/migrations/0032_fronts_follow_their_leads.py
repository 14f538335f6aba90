from django.db import migrations

FOLLOWED = """
CREATE FUNCTION newsroom_front_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM newsroom_bump_epochs(ARRAY['site']);
  RETURN NULL;
END $$;

CREATE TRIGGER lead_epochs AFTER INSERT OR UPDATE OR DELETE ON articles_lead
  FOR EACH STATEMENT EXECUTE FUNCTION newsroom_front_changed();
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0031_lead_stories")]
    operations = [
        migrations.RunSQL(FOLLOWED, "DROP FUNCTION newsroom_front_changed CASCADE;")
    ]
