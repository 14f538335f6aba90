from django.db import migrations

# What is held is counted for all, by story and by section, in the transaction that
# changes it and whoever makes the change. Nobody waits: a writer takes any shard of a
# total that no other transaction holds, or else makes one.
TALLIES = """
CREATE FUNCTION newsroom_tally(counted text, difference bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE comments_tally SET value = value + difference WHERE id = (
    SELECT id FROM comments_tally WHERE name = counted LIMIT 1 FOR UPDATE SKIP LOCKED);
  IF NOT FOUND THEN
    INSERT INTO comments_tally (name, shard, value)
    VALUES (counted, pg_backend_pid() % 32768, difference)
    ON CONFLICT (name, shard) DO UPDATE
      SET value = comments_tally.value + excluded.value;
  END IF;
END $$;

CREATE FUNCTION newsroom_tally_held(story bigint, difference bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  section bigint;
BEGIN
  -- The story stays in its section until this is committed.
  SELECT section_id INTO section FROM articles_article WHERE id = story FOR SHARE;
  PERFORM newsroom_tally('held', difference);
  PERFORM newsroom_tally('held:story:' || story, difference);
  PERFORM newsroom_tally('held:section:' || section, difference);
END $$;

CREATE FUNCTION newsroom_held_came() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM newsroom_tally_held(article_id, number) FROM (
    SELECT article_id, count(*) AS number FROM came
    WHERE status = 'held' AND withdrawn_at IS NULL
    GROUP BY article_id ORDER BY article_id) AS counted;
  RETURN NULL;
END $$;

CREATE FUNCTION newsroom_held_went() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM newsroom_tally_held(article_id, -number) FROM (
    SELECT article_id, count(*) AS number FROM went
    WHERE status = 'held' AND withdrawn_at IS NULL
    GROUP BY article_id ORDER BY article_id) AS counted;
  RETURN NULL;
END $$;

CREATE FUNCTION newsroom_held_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM newsroom_tally_held(article_id, difference) FROM (
    SELECT article_id, sum(one) AS difference FROM (
      SELECT article_id, 1 AS one FROM came
        WHERE status = 'held' AND withdrawn_at IS NULL
      UNION ALL
      SELECT article_id, -1 FROM went
        WHERE status = 'held' AND withdrawn_at IS NULL) AS changed
    GROUP BY article_id HAVING sum(one) <> 0 ORDER BY article_id) AS counted;
  RETURN NULL;
END $$;

CREATE TRIGGER comment_held_came AFTER INSERT ON comments_comment
  REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION newsroom_held_came();
CREATE TRIGGER comment_held_went AFTER DELETE ON comments_comment
  REFERENCING OLD TABLE AS went
  FOR EACH STATEMENT EXECUTE FUNCTION newsroom_held_went();
CREATE TRIGGER comment_held_changed AFTER UPDATE ON comments_comment
  REFERENCING OLD TABLE AS went NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION newsroom_held_changed();

CREATE FUNCTION newsroom_held_moved() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  held bigint;
BEGIN
  SELECT coalesce(sum(value), 0) INTO held FROM comments_tally
    WHERE name = 'held:story:' || NEW.id;
  IF held <> 0 THEN
    PERFORM newsroom_tally('held:section:' || OLD.section_id, -held);
    PERFORM newsroom_tally('held:section:' || NEW.section_id, held);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER article_held_moved AFTER UPDATE OF section_id ON articles_article
  FOR EACH ROW WHEN (OLD.section_id IS DISTINCT FROM NEW.section_id)
  EXECUTE FUNCTION newsroom_held_moved();

TRUNCATE comments_tally;
INSERT INTO comments_tally (name, shard, value)
SELECT name, 0, count(*)
FROM comments_comment AS c JOIN articles_article AS a ON a.id = c.article_id,
  unnest(ARRAY['held', 'held:story:' || a.id, 'held:section:' || a.section_id]) AS name
WHERE c.status = 'held' AND c.withdrawn_at IS NULL
GROUP BY name;
"""
UNDO = """
DROP FUNCTION newsroom_held_came, newsroom_held_went, newsroom_held_changed,
  newsroom_held_moved, newsroom_tally_held, newsroom_tally CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0006_killed_is_final"),
        ("comments", "0007_lists_of_the_desk"),
    ]
    operations = [migrations.RunSQL(TALLIES, UNDO)]
