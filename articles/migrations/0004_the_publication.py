from django.db import migrations

MAKE = """
INSERT INTO articles_publication
  (id, name, tagline, description, language, contact_email, version)
VALUES (1, 'Newsroom', '', '', 'en', '', 1);
INSERT INTO articles_epoch (scope, value) VALUES ('site', 1)
ON CONFLICT (scope) DO NOTHING;
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_versions_and_epochs")]
    operations = [migrations.RunSQL(MAKE, "DELETE FROM articles_publication")]
