from django.db import migrations

GUIDELINES = [
    ("Be civil", "Argue with what was said, not with the person who said it."),
    (
        "No hatred, no threats",
        "Nothing that demeans people for what they are, and no call to harm anyone.",
    ),
    ("Stay on the subject", "Write about the story, or about a reply to it."),
    (
        "No accusations without proof",
        "Do not accuse people of crimes or misconduct that is not established.",
    ),
    (
        "Leave private matters private",
        "No addresses, telephone numbers or health details, yours or anyone’s.",
    ),
    ("No advertising", "No promotion, and no links that serve only to sell."),
    ("Write as yourself", "Do not pose as another person or as our staff."),
]


def make(apps, schema_editor):
    apps.get_model("comments", "CommentPolicy").objects.create(id=1)
    guideline = apps.get_model("comments", "Guideline")
    for position, (title, text) in enumerate(GUIDELINES, start=1):
        guideline.objects.create(title=title, text=text, position=position)


class Migration(migrations.Migration):
    dependencies = [("comments", "0003_the_record")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
