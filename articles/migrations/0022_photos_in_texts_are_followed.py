from django.db import migrations

# A photo within a text is in feeds and on the story's page, like the one above it.
FOLLOWED = """
CREATE OR REPLACE FUNCTION newsroom_photo_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  scopes text[];
BEGIN
  SELECT array_agg(scope) INTO scopes FROM articles_article AS a,
    unnest(newsroom_article_scopes(a.id, a.section_id)) AS scope
  WHERE a.status = 'published' AND a.id IN (
    SELECT id FROM articles_article WHERE lead_photo_id = NEW.id
    UNION ALL
    SELECT article_id FROM articles_illustration WHERE photo_id = NEW.id
  );
  IF scopes IS NOT NULL THEN
    PERFORM newsroom_bump_epochs(scopes);
  END IF;
  RETURN NULL;
END $$;
"""
AS_BEFORE = """
CREATE OR REPLACE FUNCTION newsroom_photo_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  scopes text[];
BEGIN
  SELECT array_agg(scope) INTO scopes FROM articles_article AS a,
    unnest(newsroom_article_scopes(a.id, a.section_id)) AS scope
  WHERE a.lead_photo_id = NEW.id AND a.status = 'published';
  IF scopes IS NOT NULL THEN
    PERFORM newsroom_bump_epochs(scopes);
  END IF;
  RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0021_photos_within_texts")]
    operations = [migrations.RunSQL(FOLLOWED, AS_BEFORE)]
