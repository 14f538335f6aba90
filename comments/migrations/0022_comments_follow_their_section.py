from django.db import migrations

# A comment's section is its story's, whoever writes either: set while the story can
# move nowhere, and moved with it.
FOLLOW = """
CREATE FUNCTION newsroom_comment_section() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT section_id INTO NEW.section_id FROM articles_article
    WHERE id = NEW.article_id FOR SHARE;
  RETURN NEW;
END $$;

CREATE TRIGGER comment_section BEFORE INSERT ON comments_comment
  FOR EACH ROW EXECUTE FUNCTION newsroom_comment_section();

CREATE FUNCTION newsroom_comments_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE comments_comment SET section_id = NEW.section_id WHERE article_id = NEW.id;
  RETURN NULL;
END $$;

CREATE TRIGGER article_comments_moved AFTER UPDATE OF section_id ON articles_article
  FOR EACH ROW WHEN (OLD.section_id IS DISTINCT FROM NEW.section_id)
  EXECUTE FUNCTION newsroom_comments_moved();
"""
FILL = """
ALTER TABLE comments_comment DISABLE TRIGGER USER;
UPDATE comments_comment AS c SET section_id = a.section_id
  FROM articles_article AS a WHERE a.id = c.article_id;
ALTER TABLE comments_comment ENABLE TRIGGER USER;
"""
UNDO = "DROP FUNCTION newsroom_comment_section, newsroom_comments_moved CASCADE"


class Migration(migrations.Migration):
    dependencies = [("comments", "0021_comments_and_their_section")]
    operations = [
        migrations.RunSQL(FOLLOW, UNDO),
        # The key is checked at once: triggers cannot be switched while checks wait.
        migrations.RunSQL(
            f"SET CONSTRAINTS ALL IMMEDIATE; {FILL} SET CONSTRAINTS ALL DEFERRED;",
            migrations.RunSQL.noop,
        ),
    ]
