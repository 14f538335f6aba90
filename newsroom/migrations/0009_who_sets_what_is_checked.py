from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

GRANTED = {
    "Editor": ["view_publishingpolicy"],
    "Managing editor": [
        *("view_publishingpolicy change_publishingpolicy override_checks".split()),
    ],
}


def grant(apps, schema_editor):
    create_permissions(installed.get_app_config("articles"), apps=apps, verbosity=0)
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="articles"
    )
    for name, codenames in GRANTED.items():
        group = apps.get_model("auth", "Group").objects.get(name=name)
        group.permissions.add(*permissions.filter(codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0008_who_answers_the_desk"),
        ("articles", "0024_what_is_checked"),
    ]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
