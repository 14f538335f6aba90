from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0018_open_stories_follow_their_section"),
        ("comments", "0025_reported_comments_are_counted"),
    ]

    operations = [
        migrations.AlterField(
            model_name="contact",
            name="address_hash",
            field=models.BinaryField(max_length=16, null=True),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(
                    ("erased_at", None), ("status__in", ["rejected", "spam"])
                ),
                fields=["decided_at"],
                name="comment_refused",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(
                    ("erased_at", None), ("withdrawn_at__isnull", False)
                ),
                fields=["withdrawn_at"],
                name="comment_withdrawn",
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                condition=models.Q(("address_hash__isnull", False)),
                fields=["created_at"],
                name="contact_with_network",
            ),
        ),
    ]
