import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("comments", "0022_comments_follow_their_section")]
    operations = [
        migrations.AlterField(
            "comment",
            "section",
            models.ForeignKey(
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.section",
            ),
        ),
        migrations.AddIndex(
            "comment",
            models.Index(
                fields=["section", "submitted_at", "id"],
                name="comment_queue_of_section",
                condition=Q(status="held"),
            ),
        ),
        migrations.AddIndex(
            "comment",
            models.Index(
                fields=["section", "calmness", "submitted_at", "id"],
                name="comment_queue_section_risk",
                condition=Q(status="held"),
            ),
        ),
    ]
