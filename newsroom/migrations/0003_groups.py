from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITED = ("article", "section", "topic", "contributor", "byline", "tagging", "photo")
EVERYTHING = ("add", "change", "delete", "view")

REPORTER = {
    "articles": [
        *("add_article change_article view_article submit_article".split()),
        *("add_photo change_photo view_photo".split()),
        *("view_section view_topic view_contributor".split()),
        *(f"{verb}_{kind}" for verb in EVERYTHING for kind in ("byline", "tagging")),
    ],
}
EDITOR = {
    "articles": [
        *(f"{verb}_{kind}" for verb in EVERYTHING for kind in (*EDITED, "page")),
        *("view_publication change_publication".split()),
        *("submit publish correct withdraw".replace(" ", "_article ") + "_article").split(),
    ],
}
MANAGING_EDITOR = {
    "articles": [*EDITOR["articles"], "kill_article"],
    "comments": [
        *("view_commentpolicy change_commentpolicy".split()),
        *(f"{verb}_guideline" for verb in EVERYTHING),
        *("view_comment view_decision close_thread".split()),
    ],
}
MODERATOR = {
    "comments": [
        *("moderate_comment view_comment view_decision view_guideline".split()),
        "close_thread",
    ],
}
GROUPS = {
    "Reporter": REPORTER,
    "Editor": EDITOR,
    "Managing editor": MANAGING_EDITOR,
    "Moderator": MODERATOR,
}


def make(apps, schema_editor):
    """Groups and what they may do. None of them may touch an account."""
    for label in ("articles", "comments"):
        config = installed.get_app_config(label)
        create_permissions(config, apps=apps, verbosity=0)
    group_model = apps.get_model("auth", "Group")
    permission_model = apps.get_model("auth", "Permission")
    for name, granted in GROUPS.items():
        group, _made = group_model.objects.get_or_create(name=name)
        for label, codenames in granted.items():
            found = permission_model.objects.filter(
                content_type__app_label=label, codename__in=codenames
            )
            if found.count() != len(set(codenames)):
                raise LookupError(f"{name}: a permission of {label} does not exist.")
            group.permissions.add(*found)


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0002_cache_table"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("articles", "0004_the_publication"),
        ("comments", "0004_policy_and_guidelines"),
    ]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
