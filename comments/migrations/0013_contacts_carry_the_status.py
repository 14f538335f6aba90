from django.db import migrations, models

# What became of an author's comments is read from contacts alone: the status stands
# there too, always the same, whoever changes it.
CARRIED = """
CREATE FUNCTION newsroom_contact_came() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT status INTO NEW.status FROM comments_comment WHERE id = NEW.comment_id;
  NEW.status := coalesce(NEW.status, 'held');
  RETURN NEW;
END $$;

CREATE FUNCTION newsroom_contact_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE comments_contact SET status = NEW.status WHERE comment_id = NEW.id;
  RETURN NULL;
END $$;

CREATE TRIGGER contact_came BEFORE INSERT ON comments_contact
  FOR EACH ROW EXECUTE FUNCTION newsroom_contact_came();
CREATE TRIGGER comment_contact_follows AFTER UPDATE OF status ON comments_comment
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status)
  EXECUTE FUNCTION newsroom_contact_follows();

UPDATE comments_contact AS k SET status = c.status
FROM comments_comment AS c WHERE c.id = k.comment_id AND c.status <> 'held';
"""
UNDO = "DROP FUNCTION newsroom_contact_came, newsroom_contact_follows CASCADE"


class Migration(migrations.Migration):
    dependencies = [("comments", "0012_stories_closed_by_the_desk")]
    operations = [
        migrations.AddField(
            "contact",
            "status",
            models.CharField(db_default="held", editable=False, max_length=8),
        ),
        migrations.RunSQL(CARRIED, UNDO),
    ]
