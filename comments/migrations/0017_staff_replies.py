from django.conf import settings
from django.db import migrations, models
from django.db.models import PROTECT, Q

# Whoever can be reached by the address that a form was given is a reader. A comment is
# the newsroom's from the first, or never.
MARKED = """
CREATE FUNCTION newsroom_staff_has_no_contact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM comments_comment WHERE id = NEW.comment_id AND staff_id IS NOT NULL;
  IF FOUND THEN
    RAISE EXCEPTION 'A reply of the newsroom has no reader behind it.'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'contact_is_a_readers';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER contact_is_a_readers BEFORE INSERT ON comments_contact
  FOR EACH ROW EXECUTE FUNCTION newsroom_staff_has_no_contact();

CREATE FUNCTION newsroom_keep_staff() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Whether a comment is the newsroom''s never changes.'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'comment_keeps_its_mark';
END $$;

CREATE TRIGGER comment_keeps_its_mark BEFORE UPDATE OF staff_id ON comments_comment
  FOR EACH ROW WHEN (OLD.staff_id IS DISTINCT FROM NEW.staff_id)
  EXECUTE FUNCTION newsroom_keep_staff();
"""
UNDO = "DROP FUNCTION newsroom_staff_has_no_contact, newsroom_keep_staff CASCADE"


class Migration(migrations.Migration):
    dependencies = [("comments", "0016_words_are_kept")]
    operations = [
        migrations.AddField(
            "comment",
            "staff",
            models.ForeignKey(
                settings.AUTH_USER_MODEL, PROTECT, null=True, editable=False,
                db_index=False, related_name="+",
            ),
        ),
        migrations.AddIndex(
            "comment",
            models.Index(
                fields=["staff"], name="comment_by_staff",
                condition=Q(staff__isnull=False),
            ),
        ),
        migrations.RunSQL(MARKED, UNDO),
    ]
