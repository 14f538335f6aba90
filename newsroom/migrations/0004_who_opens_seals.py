from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations


def grant(apps, schema_editor):
    create_permissions(installed.get_app_config("articles"), apps=apps, verbosity=0)
    permission = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="articles", codename="open_seal"
    )
    group = apps.get_model("auth", "Group").objects.get(name="Managing editor")
    group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0003_groups"), ("articles", "0013_seals")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
