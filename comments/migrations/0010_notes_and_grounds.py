from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import migrations, models
from django.db.models import CASCADE, PROTECT, F, Q


class Migration(migrations.Migration):
    dependencies = [("comments", "0009_decisions_keep_the_moments_before")]
    operations = [
        migrations.CreateModel(
            "Note",
            [
                ("id", models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False,
                    verbose_name="ID")),
                ("text", models.TextField(max_length=1000)),
                ("written_at", models.DateTimeField(
                    db_default=TransactionNow(), editable=False)),
                ("comment", models.ForeignKey(
                    on_delete=CASCADE, related_name="notes", to="comments.comment")),
                ("moderator", models.ForeignKey(
                    on_delete=PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            {
                "constraints": [
                    models.CheckConstraint(
                        name="note_says_something", condition=~Q(text="")),
                ],
            },
        ),
        migrations.CreateModel(
            "Ground",
            [
                ("decision", models.OneToOneField(
                    on_delete=CASCADE, primary_key=True, related_name="ground",
                    serialize=False, to="comments.decision")),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
            ],
            {
                "constraints": [
                    models.CheckConstraint(
                        name="ground_is_a_span", condition=Q(end__gt=F("start"))),
                ],
            },
        ),
    ]
