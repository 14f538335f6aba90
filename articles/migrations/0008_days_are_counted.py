from django.db import migrations

# The name puts it after article_epochs: whoever changes a published story holds the
# site's epoch first, so that two transactions cannot wait for each other's days.
COUNTED = """
CREATE FUNCTION newsroom_day_changed(changed date, difference int) RETURNS void
LANGUAGE sql AS $$
  INSERT INTO articles_day (day, stories, version, changed_at)
  VALUES (changed, 0, 0, now()) ON CONFLICT DO NOTHING;
  UPDATE articles_day SET stories = stories + difference, version = version + 1,
    changed_at = now()
  WHERE day = changed;
$$;

CREATE FUNCTION newsroom_count_days() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was int := 0;
  difference int := 0;
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.status = 'published' THEN
    was := (OLD.expires_at IS NULL)::int;
    IF TG_OP = 'DELETE' OR NEW.status <> 'published'
       OR NEW.first_published_on <> OLD.first_published_on THEN
      PERFORM newsroom_day_changed(OLD.first_published_on, -was);
      was := 0;
    END IF;
  END IF;
  IF TG_OP <> 'DELETE' AND NEW.status = 'published' THEN
    difference := (NEW.expires_at IS NULL)::int - was;
    PERFORM newsroom_day_changed(NEW.first_published_on, difference);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER article_listed_days AFTER INSERT OR UPDATE OR DELETE
ON articles_article FOR EACH ROW EXECUTE FUNCTION newsroom_count_days();

INSERT INTO articles_day (day, stories, version, changed_at)
SELECT first_published_on, count(*) FILTER (WHERE expires_at IS NULL), 1, now()
FROM articles_article WHERE status = 'published' GROUP BY first_published_on;
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_days_of_the_archive")]
    operations = [
        migrations.RunSQL(
            COUNTED,
            "DROP FUNCTION newsroom_count_days CASCADE;"
            "DROP FUNCTION newsroom_day_changed; DELETE FROM articles_day;",
        )
    ]
