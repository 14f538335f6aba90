import django.contrib.postgres.functions
from django.db import migrations, models

# It takes a row that no other transaction is writing, and makes one where there is
# none: nobody waits here, whatever else a transaction waits for. Once is enough.
BEAT = """
CREATE FUNCTION newsroom_beat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM newsroom_pulse WHERE xmin = pg_current_xact_id()::xid) THEN
    RETURN NULL;
  END IF;
  UPDATE newsroom_pulse SET mark = gen_random_uuid() WHERE id = (
    SELECT id FROM newsroom_pulse ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED);
  IF NOT FOUND THEN
    INSERT INTO newsroom_pulse DEFAULT VALUES;
  END IF;
  RETURN NULL;
END $$;
"""

# Whatever a page is made of is followed: each row of a table, or those that have the
# one status in which readers see them.
FOLLOW = """
CREATE PROCEDURE newsroom_follow(followed text, seen text DEFAULT NULL)
LANGUAGE plpgsql AS $$
DECLARE
  beats text := 'FOR EACH ROW %2$s EXECUTE FUNCTION newsroom_beat()';
  before text := 'OLD.status = ' || quote_literal(seen);
  now text := 'NEW.status = ' || quote_literal(seen);
BEGIN
  EXECUTE format('CREATE TRIGGER pulse_insert AFTER INSERT ON %1$I ' || beats,
    followed, 'WHEN (' || now || ')');
  EXECUTE format('CREATE TRIGGER pulse_update AFTER UPDATE ON %1$I ' || beats,
    followed, 'WHEN (' || before || ' OR ' || now || ')');
  EXECUTE format('CREATE TRIGGER pulse_delete AFTER DELETE ON %1$I ' || beats,
    followed, 'WHEN (' || before || ')');
  EXECUTE format('CREATE TRIGGER pulse_truncate AFTER TRUNCATE ON %1$I '
    'EXECUTE FUNCTION newsroom_beat()', followed);
END $$;

CREATE PROCEDURE newsroom_leave(followed text) LANGUAGE plpgsql AS $$
DECLARE
  act text;
BEGIN
  FOREACH act IN ARRAY ARRAY['insert', 'update', 'delete', 'truncate'] LOOP
    EXECUTE format('DROP TRIGGER pulse_%1$s ON %2$I', act, followed);
  END LOOP;
END $$;
"""
UNDO = """
DROP PROCEDURE newsroom_follow, newsroom_leave;
DROP FUNCTION newsroom_beat CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0012_who_makes_templates")]
    operations = [
        migrations.CreateModel(
            name="Pulse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "mark",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID()
                    ),
                ),
            ],
        ),
        migrations.RunSQL(BEAT + FOLLOW, UNDO),
    ]
