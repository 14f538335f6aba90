from django.db import migrations

WHOLE = """
commentpolicy guideline thread
""".split()
FOLLOW = [
    "CALL newsroom_follow('comments_comment', 'approved')",
    *(f"CALL newsroom_follow('comments_{name}')" for name in WHOLE),
]
LEAVE = [f"CALL newsroom_leave('comments_{name}')" for name in ("comment", *WHOLE)]


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0013_a_mark_for_every_change"),
        ("comments", "0029_sizes_of_conversations"),
    ]
    operations = [migrations.RunSQL(FOLLOW, LEAVE)]
