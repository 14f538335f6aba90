from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.contributor import Contributor


class BylineRole(models.TextChoices):
    """What the name over the story did for it."""

    BY = "by", _("By")
    REPORTED = "reported", _("Reported by")
    ADDITIONAL = "additional", _("Additional reporting by")
    TRANSLATED = "translated", _("Translated by")
    EDITED = "edited", _("Edited by")
    PHOTOGRAPHS = "photographs", _("Photographs by")


class Byline(models.Model):
    """One name over one story, in its order."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="bylines"
    )
    contributor = models.ForeignKey(
        Contributor, models.PROTECT, related_name="+", verbose_name=_("contributor")
    )
    role = models.CharField(
        _("role"), max_length=12, choices=BylineRole, default=BylineRole.BY
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    # As in Tagging: kept by a trigger, so that a contributor's page needs no sort.
    listed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "contributor", "role"], name="byline_once_per_role"
            ),
            models.CheckConstraint(
                name="byline_role_known", condition=Q(role__in=BylineRole.values)
            ),
        ]
        indexes = [
            models.Index(
                fields=["contributor", "-listed_at", "-article"], name="byline_listed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.contributor}"

    @property
    def role_label(self) -> str:
        return str(BylineRole(self.role).label)
