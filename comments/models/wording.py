from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q

from comments.models.comment import Comment


class Wording(models.Model):
    """The words that a comment had before the desk edited it. It can be erased.

    A trigger refuses other words in a comment unless the earlier ones are kept here.
    """

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="wordings")
    # The last version of the comment that had these words.
    version = models.PositiveIntegerField()
    body = models.TextField(max_length=65_525)
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    replaced_at = models.DateTimeField(db_default=TransactionNow(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "version"], name="wording_of_a_version"
            ),
            models.CheckConstraint(
                name="wording_says_something", condition=~Q(body="")
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.version} of comment {self.comment_id}"
