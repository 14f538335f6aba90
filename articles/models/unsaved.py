from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.utils.translation import gettext_lazy as _


class Unsaved(models.Model):
    """That somebody has a story's form open, and what they typed and did not save.

    One for each person and story, and one for the story that is only being begun.
    """

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, null=True, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # Every field of the form by its name, each with its values; empty when saved.
    words = models.JSONField(default=dict)
    typed_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(db_default=TransactionNow())

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "by"],
                nulls_distinct=False,
                name="unsaved_one_for_each",
            )
        ]

    def __str__(self) -> str:
        """Whose it is: named where a story is deleted with it."""
        return f"{self.by}"
