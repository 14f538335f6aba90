from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import migrations, models
from django.db.models import CASCADE


class Migration(migrations.Migration):
    dependencies = [("comments", "0010_notes_and_grounds")]
    operations = [
        migrations.CreateModel(
            "Presence",
            [
                ("moderator", models.OneToOneField(
                    on_delete=CASCADE, primary_key=True, related_name="+",
                    serialize=False, to=settings.AUTH_USER_MODEL)),
                ("comment", models.ForeignKey(
                    null=True, on_delete=CASCADE, related_name="+",
                    to="comments.comment")),
                ("seen_at", models.DateTimeField(db_default=TransactionNow())),
            ],
        ),
    ]
