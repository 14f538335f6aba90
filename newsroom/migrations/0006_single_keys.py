from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0005_who_makes_links")]
    operations = [
        migrations.AddField(
            "user",
            "single_keys",
            models.BooleanField("single keys at the desk", default=True),
        )
    ]
