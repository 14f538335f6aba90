from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

LINKS = [f"{verb}_link" for verb in ("add", "change", "delete", "view")]


def grant(apps, schema_editor):
    """Who may change the paper's own page makes the links that stand on it."""
    create_permissions(installed.get_app_config("articles"), apps=apps, verbosity=0)
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="articles", codename__in=LINKS
    )
    for name in ("Editor", "Managing editor"):
        group = apps.get_model("auth", "Group").objects.get(name=name)
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0004_who_opens_seals"),
        ("articles", "0015_the_paper_as_editors_dress_it"),
    ]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
