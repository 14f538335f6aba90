from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import migrations, models
from django.db.models import CASCADE, PROTECT, Q


class Migration(migrations.Migration):
    dependencies = [("comments", "0014_records_in_one_index")]
    operations = [
        migrations.AddField(
            "comment", "edited_at", models.DateTimeField(null=True, editable=False)
        ),
        migrations.CreateModel(
            "Wording",
            [
                ("id", models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False,
                    verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                ("body", models.TextField(max_length=65_525)),
                ("replaced_at", models.DateTimeField(
                    db_default=TransactionNow(), editable=False)),
                ("comment", models.ForeignKey(
                    on_delete=CASCADE, related_name="wordings", to="comments.comment")),
                ("replaced_by", models.ForeignKey(
                    on_delete=PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            {
                "constraints": [
                    models.UniqueConstraint(
                        fields=["comment", "version"], name="wording_of_a_version"),
                    models.CheckConstraint(
                        name="wording_says_something", condition=~Q(body="")),
                ],
            },
        ),
    ]
