from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0011_who_is_at_the_desk")]
    operations = [
        migrations.AddField("thread", "closed_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "thread",
            "closed_by",
            models.ForeignKey(
                null=True,
                on_delete=models.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
