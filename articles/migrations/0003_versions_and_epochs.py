from django.db import migrations

# A version goes up with every update of a row, whoever writes it: what a page shows
# can then be named by numbers.
VERSIONS = """
CREATE FUNCTION newsroom_bump_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := OLD.version + 1;
  RETURN NEW;
END $$;
"""
VERSIONED = ("publication", "section", "topic", "contributor", "photo", "page", "article")

# An epoch goes up with every change in its scope. Scopes are taken in one order, so
# that two transactions cannot wait for each other.
EPOCHS = """
CREATE FUNCTION newsroom_bump_epochs(scopes text[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO articles_epoch (scope, value)
  SELECT DISTINCT scope, 1 FROM unnest(scopes) AS scope
  WHERE scope IS NOT NULL ORDER BY scope
  ON CONFLICT (scope) DO UPDATE SET value = articles_epoch.value + 1;
$$;

CREATE FUNCTION newsroom_furniture_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM newsroom_bump_epochs(ARRAY['furniture']);
  RETURN NULL;
END $$;

CREATE FUNCTION newsroom_article_scopes(story bigint, section bigint) RETURNS text[]
LANGUAGE sql STABLE AS $$
  SELECT ARRAY['site', 'section:' || section]
    || ARRAY(SELECT 'contributor:' || contributor_id FROM articles_byline
             WHERE article_id = story)
    || ARRAY(SELECT 'topic:' || topic_id FROM articles_tagging
             WHERE article_id = story);
$$;

CREATE FUNCTION newsroom_article_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  scopes text[] := '{}';
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.status = 'published' THEN
    scopes := scopes || newsroom_article_scopes(OLD.id, OLD.section_id);
  END IF;
  IF TG_OP <> 'DELETE' AND NEW.status = 'published' THEN
    scopes := scopes || newsroom_article_scopes(NEW.id, NEW.section_id);
  END IF;
  IF scopes <> '{}' THEN
    PERFORM newsroom_bump_epochs(scopes);
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION newsroom_photo_changed() RETURNS trigger LANGUAGE plpgsql AS $$
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

# Bylines and topics belong to the story: changing them is changing it.
BELONGINGS = """
CREATE FUNCTION newsroom_belonging_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    IF TG_TABLE_NAME = 'articles_byline' THEN
      PERFORM newsroom_bump_epochs(ARRAY['contributor:' || OLD.contributor_id]);
    ELSE
      PERFORM newsroom_bump_epochs(ARRAY['topic:' || OLD.topic_id]);
    END IF;
    UPDATE articles_article SET id = id WHERE id = OLD.article_id;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    UPDATE articles_article SET id = id WHERE id = NEW.article_id;
  END IF;
  RETURN NULL;
END $$;
"""

# A contributor's page and a topic's read their own index: the date stands in the row.
LISTED = """
CREATE FUNCTION newsroom_list_belonging() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT CASE WHEN status = 'published' THEN published_at END INTO NEW.listed_at
  FROM articles_article WHERE id = NEW.article_id;
  RETURN NEW;
END $$;

CREATE FUNCTION newsroom_relist() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  listed timestamptz := CASE WHEN NEW.status = 'published' THEN NEW.published_at END;
BEGIN
  UPDATE articles_byline SET listed_at = listed WHERE article_id = NEW.id;
  UPDATE articles_tagging SET listed_at = listed WHERE article_id = NEW.id;
  RETURN NULL;
END $$;
"""


def triggers() -> str:
    made = [
        f"CREATE TRIGGER {name}_version BEFORE UPDATE ON articles_{name} "
        "FOR EACH ROW EXECUTE FUNCTION newsroom_bump_version();"
        for name in VERSIONED
    ]
    made += [
        f"CREATE TRIGGER {name}_furniture AFTER INSERT OR UPDATE OR DELETE "
        f"ON articles_{name} FOR EACH ROW "
        "EXECUTE FUNCTION newsroom_furniture_changed();"
        for name in ("publication", "section", "page")
    ]
    made += [
        "CREATE TRIGGER article_epochs AFTER INSERT OR UPDATE OR DELETE "
        "ON articles_article FOR EACH ROW EXECUTE FUNCTION newsroom_article_changed();",
        "CREATE TRIGGER photo_epochs AFTER UPDATE "
        "ON articles_photo FOR EACH ROW EXECUTE FUNCTION newsroom_photo_changed();",
        "CREATE TRIGGER article_relist AFTER UPDATE OF status, published_at "
        "ON articles_article FOR EACH ROW EXECUTE FUNCTION newsroom_relist();",
    ]
    for name, columns in (
        ("byline", "article_id, contributor_id, role, position"),
        ("tagging", "article_id, topic_id"),
    ):
        made += [
            f"CREATE TRIGGER {name}_listed BEFORE INSERT ON articles_{name} "
            "FOR EACH ROW EXECUTE FUNCTION newsroom_list_belonging();",
            f"CREATE TRIGGER {name}_belongs AFTER INSERT OR DELETE OR "
            f"UPDATE OF {columns} ON articles_{name} FOR EACH ROW "
            "EXECUTE FUNCTION newsroom_belonging_changed();",
        ]
    return "\n".join(made)


UNDO = """
DROP FUNCTION newsroom_bump_version, newsroom_furniture_changed,
  newsroom_article_changed, newsroom_photo_changed, newsroom_belonging_changed,
  newsroom_list_belonging, newsroom_relist CASCADE;
DROP FUNCTION newsroom_article_scopes, newsroom_bump_epochs;
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_initial")]
    operations = [
        migrations.RunSQL(VERSIONS + EPOCHS + BELONGINGS + LISTED + triggers(), UNDO)
    ]
