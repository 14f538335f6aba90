from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from articles.models import Article


class Thread(models.Model):
    """All comments on one story: what pages count and watch.

    It is made with the first decision, or when the desk closes it.

    Only comments.counting counts it, in the transaction of the decision it counts.
    A comment that is held touches nothing here, so submissions never wait for it.
    """

    article = models.OneToOneField(
        Article, models.PROTECT, primary_key=True, related_name="+"
    )
    # Approved and not withdrawn, also those whose visible_from is still to come.
    approved_count = models.PositiveIntegerField(default=0)
    # The same by conversation: the tops of the thread in their order, and how many each
    # has, itself among them. What stands on a page of thousands is known from one row.
    tops = ArrayField(models.BigIntegerField(), default=list)
    sizes = ArrayField(models.PositiveIntegerField(), default=list)
    version = models.PositiveIntegerField(default=1)
    last_change_at = models.DateTimeField()
    # The desk stopped a pile-on: no new comments until it opens the story again.
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        permissions = [("close_thread", "Can close a story's comments")]
        constraints = [
            models.CheckConstraint(
                name="thread_counts_from_zero", condition=Q(approved_count__gte=0)
            ),
        ]
        indexes = [models.Index(fields=["last_change_at"], name="thread_last_change")]

    def __str__(self) -> str:
        return f"thread of story {self.article_id}"
