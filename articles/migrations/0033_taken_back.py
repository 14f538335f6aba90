from django.db import migrations

# A process that cannot ask the database shows for a while what it has. It must not
# show a story that was taken back: the furniture stands on every page, so whatever
# page it made or checked since has told it that what is older does not hold.
TAKEN_BACK = """
CREATE TRIGGER article_away AFTER UPDATE OF status ON articles_article
FOR EACH ROW WHEN (OLD.status = 'published' AND NEW.status <> 'published')
EXECUTE FUNCTION newsroom_furniture_changed();
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0032_fronts_follow_their_leads")]

    operations = [
        migrations.RunSQL(
            # By its name before article_epochs: scopes are taken in one order.
            TAKEN_BACK,
            "DROP TRIGGER article_away ON articles_article",
        )
    ]
