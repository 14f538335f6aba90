from django.db import migrations

# Sitemaps name a story's translations, whenever and wherever those appeared. The name
# of the second trigger puts it after those that take the site's epoch and the days.
FOLLOWED = """
CREATE FUNCTION newsroom_translation_listed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT CASE WHEN status = 'published' THEN published_at END INTO NEW.listed_at
  FROM articles_article WHERE id = NEW.article_id;
  RETURN NEW;
END $$;

CREATE FUNCTION newsroom_translation_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM newsroom_bump_epochs(ARRAY['translations']);
  RETURN NULL;
END $$;

CREATE FUNCTION newsroom_translated_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE articles_translation
  SET listed_at = CASE WHEN NEW.status = 'published' THEN NEW.published_at END
  WHERE article_id = NEW.id;
  RETURN NULL;
END $$;

CREATE TRIGGER translation_listed BEFORE INSERT ON articles_translation
  FOR EACH ROW EXECUTE FUNCTION newsroom_translation_listed();
CREATE TRIGGER translation_epoch AFTER INSERT OR UPDATE OR DELETE
  ON articles_translation
  FOR EACH ROW EXECUTE FUNCTION newsroom_translation_changed();
CREATE TRIGGER article_translated AFTER UPDATE OF
  status, published_at, expires_at, slug, first_published_on, language
  ON articles_article FOR EACH ROW EXECUTE FUNCTION newsroom_translated_changed();
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0025_stories_in_other_languages")]
    operations = [
        migrations.RunSQL(
            FOLLOWED,
            "DROP FUNCTION newsroom_translation_listed, newsroom_translation_changed,"
            " newsroom_translated_changed CASCADE",
        )
    ]
