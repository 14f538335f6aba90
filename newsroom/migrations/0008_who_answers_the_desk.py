from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUPS = ("Editor", "Managing editor")


def grant(apps, schema_editor):
    create_permissions(installed.get_app_config("comments"), apps=apps, verbosity=0)
    permission = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="comments", codename="answer_escalation"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0007_the_outbox"), ("comments", "0019_escalations")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
