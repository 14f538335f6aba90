import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0018_open_stories_follow_their_section"),
        ("comments", "0020_more_of_the_policy"),
    ]
    operations = [
        migrations.AddField(
            "comment",
            "section",
            models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.section",
            ),
        ),
    ]
