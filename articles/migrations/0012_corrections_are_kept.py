from django.db import migrations

KEPT = """
ALTER TABLE articles_correction ADD CONSTRAINT correction_of_article
  FOREIGN KEY (article_id) REFERENCES articles_article ON DELETE CASCADE;
CREATE TRIGGER correction_is_kept BEFORE UPDATE OR DELETE ON articles_correction
  FOR EACH ROW EXECUTE FUNCTION newsroom_article_record();
"""
UNDO = """
DROP TRIGGER correction_is_kept ON articles_correction;
ALTER TABLE articles_correction DROP CONSTRAINT correction_of_article;
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_corrections")]
    operations = [migrations.RunSQL(KEPT, UNDO)]
