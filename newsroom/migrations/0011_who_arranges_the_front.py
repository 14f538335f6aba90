from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations


def grant(apps, schema_editor):
    create_permissions(installed.get_app_config("articles"), apps=apps, verbosity=0)
    permission = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="articles", codename="arrange_front"
    )
    for name in ("Editor", "Managing editor"):
        group = apps.get_model("auth", "Group").objects.get(name=name)
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0010_time_zone_of_staff"),
        ("articles", "0032_fronts_follow_their_leads"),
    ]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
