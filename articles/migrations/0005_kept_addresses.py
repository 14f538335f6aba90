from django.db import migrations

# No link breaks: an address that was given up leads to what stood there, and is never
# given to another. Checked after the row is written, so that of two transactions the
# second sees what the first one committed.
KEPT = """
CREATE FUNCTION newsroom_refuse_used_address(path text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  RAISE unique_violation USING
    MESSAGE = format('%s was the address of another', path),
    CONSTRAINT = 'past_address_of_another';
END $$;

CREATE FUNCTION newsroom_keep_address() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  owner text := TG_ARGV[0];
  path text := TG_ARGV[1] || NEW.slug || '/';
  taken bool;
BEGIN
  EXECUTE format(
    'SELECT EXISTS (SELECT FROM articles_pastaddress
                    WHERE path = $1 AND %I IS DISTINCT FROM $2)', owner
  ) INTO taken USING path, NEW.id;
  IF taken THEN
    PERFORM newsroom_refuse_used_address(path);
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.slug <> NEW.slug THEN
    EXECUTE format(
      'INSERT INTO articles_pastaddress (path, slug, %I) VALUES ($1, $2, $3)
       ON CONFLICT DO NOTHING', owner
    ) USING TG_ARGV[1] || OLD.slug || '/', OLD.slug, OLD.id;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION newsroom_keep_story_address() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM articles_pastaddress
             WHERE slug = NEW.slug AND article_id <> NEW.id) THEN
    PERFORM newsroom_refuse_used_address(NEW.slug);
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.slug <> NEW.slug
     AND OLD.first_published_on IS NOT NULL THEN
    INSERT INTO articles_pastaddress (path, slug, article_id)
    VALUES (to_char(OLD.first_published_on, '/YYYY/MM/DD/') || OLD.slug || '/',
            OLD.slug, OLD.id)
    ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
"""
PLACES = {"section": "/", "contributor": "/by/", "topic": "/topics/", "page": "/pages/"}


def triggers() -> str:
    when = "AFTER INSERT OR UPDATE OF slug ON"
    made = [
        f"CREATE TRIGGER {name}_address {when} articles_{name} FOR EACH ROW "
        f"EXECUTE FUNCTION newsroom_keep_address('{name}_id', '{place}');"
        for name, place in PLACES.items()
    ]
    made.append(
        f"CREATE TRIGGER article_address {when} articles_article FOR EACH ROW "
        "EXECUTE FUNCTION newsroom_keep_story_address();"
    )
    return "\n".join(made)


UNDO = """
DROP FUNCTION newsroom_keep_address, newsroom_keep_story_address CASCADE;
DROP FUNCTION newsroom_refuse_used_address;
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_the_publication")]
    operations = [migrations.RunSQL(KEPT + triggers(), UNDO)]
