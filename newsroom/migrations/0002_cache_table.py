from django.core.management import call_command
from django.db import migrations


def make(apps, schema_editor):
    """Sign-in limits are counted here unless CACHE_URL names another place."""
    alias = schema_editor.connection.alias
    call_command("createcachetable", "newsroom_cache", database=alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0001_initial")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
