from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

TEMPLATES = [f"{verb}_storytemplate" for verb in ("add", "change", "delete", "view")]


def grant(apps, schema_editor):
    """Who may change a section writes what its new stories begin with."""
    create_permissions(installed.get_app_config("articles"), apps=apps, verbosity=0)
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="articles", codename__in=TEMPLATES
    )
    for name in ("Editor", "Managing editor"):
        group = apps.get_model("auth", "Group").objects.get(name=name)
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0011_who_arranges_the_front"),
        ("articles", "0034_templates_and_two_to_kill"),
    ]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
