from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q

from comments.models.comment import Comment


class Note(models.Model):
    """What one moderator tells the others about a comment. It can be erased."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="notes")
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    text = models.TextField(max_length=1000)
    written_at = models.DateTimeField(db_default=TransactionNow(), editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="note_says_something", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"note on comment {self.comment_id}"
