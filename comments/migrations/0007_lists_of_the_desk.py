from django.db import migrations, models
from django.db.models import Q

HELD = Q(status="held")
DECIDED = Q(decided_at__isnull=False)
COMMENT = {
    "comment_queue_by_risk": (["calmness", "submitted_at", "id"], HELD),
    "comment_queue_of_story": (["article", "submitted_at", "id"], HELD),
    "comment_decided": (["-decided_at", "-id"], DECIDED),
    "comment_decided_of_story": (["article", "-decided_at", "-id"], DECIDED),
}


class Migration(migrations.Migration):
    dependencies = [("comments", "0006_search_all_comments")]
    operations = [
        *(
            migrations.AddIndex(
                "comment", models.Index(fields=fields, name=name, condition=condition)
            )
            for name, (fields, condition) in COMMENT.items()
        ),
        migrations.AddIndex(
            "contact",
            models.Index(fields=["address_hash", "-comment"], name="contact_network"),
        ),
        migrations.RemoveIndex("contact", "contact_address"),
        migrations.AddIndex(
            "screeningresult",
            models.Index(
                fields=["check_name", "comment"],
                name="screening_flagged",
                condition=Q(outcome="flagged"),
            ),
        ),
    ]
