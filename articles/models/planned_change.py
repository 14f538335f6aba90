from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.utils.translation import gettext_lazy as _


class PlannedChange(models.Model):
    """The text that a story which is out will have from a moment on. One a story.

    Kept whole, as a revision is, with the version that its writer had read: what a
    colleague changes until then is merged with it.
    """

    article = models.OneToOneField(
        "articles.Article",
        models.CASCADE,
        primary_key=True,
        related_name="planned_change",
    )
    content = models.JSONField()
    base_version = models.PositiveIntegerField()
    at = models.DateTimeField(db_index=True)
    # Empty: readers are told that it was updated, and not what was wrong.
    sentence = models.TextField(blank=True)
    kind = models.CharField(max_length=13, blank=True)
    place = models.CharField(max_length=3, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=TransactionNow())

    class Meta:
        verbose_name = _("planned change")
        verbose_name_plural = _("planned changes")

    def __str__(self) -> str:
        return f"{self.article_id}: {self.at}"
