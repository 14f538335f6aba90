from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    """The status stands in the two indexes, so that no row is read for it."""

    dependencies = [("comments", "0013_contacts_carry_the_status")]
    operations = [
        migrations.AddIndex(
            "contact",
            models.Index(
                Lower("email"),
                F("comment").desc(),
                name="contact_record",
                include=["email", "status"],
            ),
        ),
        migrations.AddIndex(
            "contact",
            models.Index(
                fields=["address_hash", "-comment"],
                name="contact_network_record",
                include=["status"],
            ),
        ),
        migrations.RemoveIndex("contact", "contact_email"),
        migrations.RemoveIndex("contact", "contact_network"),
    ]
