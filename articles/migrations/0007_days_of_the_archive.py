from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_killed_is_final")]
    operations = [
        migrations.CreateModel(
            name="Day",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("stories", models.PositiveIntegerField(default=0)),
                ("version", models.PositiveBigIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
            ],
            options={"ordering": ["day"]},
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("status", "published")),
                fields=["first_published_on", "-published_at", "-id"],
                name="article_live_on_day",
            ),
        ),
    ]
