from datetime import timedelta

from django.contrib.postgres.functions import TransactionNow
from django.db import models

from comments.models.comment import Comment

# A letter's button works for so long.
ASKED_FOR = timedelta(days=3)


class Proof(models.Model):
    """A comment's writer was asked, by a letter, whether it is theirs; and said yes.

    It stands for the address of the comment's ``Contact`` and holds no address itself.
    """

    comment = models.OneToOneField(
        Comment, models.CASCADE, primary_key=True, related_name="proof"
    )
    asked_at = models.DateTimeField(db_default=TransactionNow(), editable=False)
    # When the letter's button was pressed.
    proven_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        indexes = [
            # What nobody answered is forgotten.
            models.Index(
                fields=["asked_at"],
                name="proof_unanswered",
                condition=models.Q(proven_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"proof of comment {self.comment_id}"
