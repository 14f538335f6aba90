from django.db import migrations

# The thread is the database's work: whoever inserts a reply, its place is right.
# Below the tenth level replies stand side by side, in order of time.
PLACES = """
CREATE FUNCTION newsroom_place_comment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  above comments_comment%ROWTYPE;
BEGIN
  IF NEW.parent_id IS NULL THEN
    NEW.root_id := NULL;
    NEW.depth := 1;
    NEW.path := ARRAY[NEW.id];
    RETURN NEW;
  END IF;
  SELECT * INTO above FROM comments_comment WHERE id = NEW.parent_id;
  IF above.article_id IS DISTINCT FROM NEW.article_id THEN
    RAISE EXCEPTION 'A reply stands on the story of its parent.'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'comment_reply_on_same_story';
  END IF;
  NEW.root_id := coalesce(above.root_id, above.id);
  NEW.depth := least(above.depth + 1, 10);
  NEW.path := above.path[1:9] || NEW.id;
  RETURN NEW;
END $$;

CREATE TRIGGER comment_place BEFORE INSERT ON comments_comment
  FOR EACH ROW EXECUTE FUNCTION newsroom_place_comment();

CREATE FUNCTION newsroom_keep_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.article_id, NEW.parent_id, NEW.root_id, NEW.depth, NEW.path)
     IS DISTINCT FROM
     (OLD.article_id, OLD.parent_id, OLD.root_id, OLD.depth, OLD.path) THEN
    RAISE EXCEPTION 'A comment keeps its place.'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'comment_keeps_its_place';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER comment_keeps_place
  BEFORE UPDATE OF article_id, parent_id, root_id, depth, path ON comments_comment
  FOR EACH ROW EXECUTE FUNCTION newsroom_keep_place();

CREATE TRIGGER policy_version BEFORE UPDATE ON comments_commentpolicy
  FOR EACH ROW EXECUTE FUNCTION newsroom_bump_version();
CREATE TRIGGER guideline_version BEFORE UPDATE ON comments_guideline
  FOR EACH ROW EXECUTE FUNCTION newsroom_bump_version();
"""
UNDO = """
DROP TRIGGER policy_version ON comments_commentpolicy;
DROP TRIGGER guideline_version ON comments_guideline;
DROP FUNCTION newsroom_place_comment, newsroom_keep_place CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0001_initial"),
        ("articles", "0003_versions_and_epochs"),
    ]
    operations = [migrations.RunSQL(PLACES, UNDO)]
