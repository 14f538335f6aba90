from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0008_count_what_is_held")]
    operations = [
        migrations.AddField(
            "decision", "was_decided_at", models.DateTimeField(null=True)
        ),
        migrations.AddField(
            "decision", "was_visible_from", models.DateTimeField(null=True)
        ),
    ]
