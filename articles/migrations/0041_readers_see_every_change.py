from django.db import migrations

WHOLE = """
byline contributor day digest epoch illustration page photo publication section tagging topic translation
""".split()
FOLLOW = [
    "CALL newsroom_follow('articles_article', 'published')",
    *(f"CALL newsroom_follow('articles_{name}')" for name in WHOLE),
]
LEAVE = [f"CALL newsroom_leave('articles_{name}')" for name in ("article", *WHOLE)]


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0013_a_mark_for_every_change"),
        ("articles", "0040_what_columns_are_called"),
    ]
    operations = [migrations.RunSQL(FOLLOW, LEAVE)]
