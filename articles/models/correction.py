from typing import Any, Self

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.revision import of_article


class CorrectionKind(models.TextChoices):
    CORRECTION = "correction", _("Correction")
    CLARIFICATION = "clarification", _("Clarification")
    NOTE = "note", _("Editor’s note")


class CorrectionPlace(models.TextChoices):
    """Where on the story's page it stands."""

    TOP = "top", _("Above the text")
    END = "end", _("Below the text")


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def shown(self) -> Self:
        """Those whose story readers may see at this moment, the newest first."""
        live = Article.objects.live().values("pk")
        return self.filter(article__in=live).order_by("-made_at", "-pk")


class Correction(models.Model):
    """What readers are told about a story that was wrong. Never changed, gone only with
    its story: a wrong one is answered by the next. It speaks the story's language.
    """

    article = of_article("corrections")
    kind = models.CharField(_("kind"), max_length=13, choices=CorrectionKind)
    sentence = models.TextField(_("sentence for readers"), max_length=1000)
    place = models.CharField(_("place"), max_length=3, choices=CorrectionPlace)
    made_by = models.ForeignKey(
        "newsroom.User", models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField(db_default=TransactionNow())

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints = [
            models.CheckConstraint(
                name="correction_kind_known",
                condition=Q(kind__in=CorrectionKind.values),
            ),
            models.CheckConstraint(
                name="correction_place_known",
                condition=Q(place__in=CorrectionPlace.values),
            ),
            models.CheckConstraint(
                name="correction_says_something", condition=~Q(sentence="")
            ),
        ]
        indexes = [
            models.Index(fields=["article", "id"], name="correction_of_story"),
            models.Index(fields=["-made_at", "-id"], name="correction_newest"),
        ]

    def __str__(self) -> str:
        return self.sentence

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise TypeError("Corrections are never changed. Publish another.")
        super().save(*args, **options)
