from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Note(models.Model):
    """What one editor tells the others about a story. It goes when that is killed."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, db_index=False, related_name="notes"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(max_length=2000)
    at = models.DateTimeField(db_default=TransactionNow())

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [
            models.CheckConstraint(
                name="story_note_says_something", condition=~Q(text="")
            ),
        ]
        indexes = [models.Index(fields=["article", "-id"], name="story_note_newest")]

    def __str__(self) -> str:
        return f"note on story {self.article_id}"
