import django.contrib.postgres.functions
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0018_open_stories_follow_their_section"),
        ("comments", "0023_lists_of_a_section"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=1000)),
                ("comment_version", models.PositiveIntegerField()),
                ("author_name", models.CharField(blank=True, max_length=245)),
                ("body", models.TextField(blank=True, max_length=65525)),
                ("reporter_email", models.CharField(blank=True, max_length=100)),
                (
                    "reported_at",
                    models.DateTimeField(
                        db_default=django.contrib.postgres.functions.TransactionNow()
                    ),
                ),
                ("handled_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("kept", "Kept"), ("removed", "Removed")],
                        max_length=7,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WatchList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("is_shared", models.BooleanField(default=False)),
            ],
        ),
        migrations.AddField(
            model_name="comment",
            name="reported_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("reported_at__isnull", False)),
                fields=["reported_at", "id"],
                name="comment_reported",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="comment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="comments.comment",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="decision",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="comments.decision",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="guideline",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="comments.guideline",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="handled_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="watchlist",
            name="articles",
            field=models.ManyToManyField(related_name="+", to="articles.article"),
        ),
        migrations.AddField(
            model_name="watchlist",
            name="moderator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("handled_at", None)),
                fields=["comment", "reported_at"],
                name="report_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decision", None),
                        ("handled_at", None),
                        ("handled_by", None),
                        ("outcome", ""),
                    ),
                    models.Q(
                        ("handled_at__isnull", False),
                        ("outcome__in", ["kept", "removed"]),
                    ),
                    _connector="OR",
                ),
                name="report_handled_with_an_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="watchlist",
            constraint=models.UniqueConstraint(
                fields=("moderator", "name"), name="watch_list_named_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="watchlist",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True),
                name="watch_list_has_a_name",
            ),
        ),
    ]
