from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment


class Outcome(models.TextChoices):
    CLEAR = "clear", _("Clear")
    FLAGGED = "flagged", _("Flagged")
    NOT_MEASURED = "not_measured", _("Not measured")


class ScreeningResult(models.Model):
    """What one check found in one version of a comment. Evidence, never a verdict."""

    # The index that keeps each check to one is found by the comment too.
    comment = models.ForeignKey(
        Comment, models.CASCADE, related_name="screening", db_index=False
    )
    version = models.PositiveIntegerField()
    # The name of the check's module in comments.screening.
    check_name = models.CharField(max_length=30)
    outcome = models.CharField(max_length=12, choices=Outcome)
    # From 0 (no sign) to 1 (sure); empty where a check only says yes or no.
    score = models.FloatField(null=True)
    # What it found, as numbers and short codes; never the reader's words.
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "version", "check_name"],
                name="screening_once_per_check",
            ),
            models.CheckConstraint(
                name="screening_outcome_known",
                condition=Q(outcome__in=Outcome.values),
            ),
            models.CheckConstraint(
                name="screening_score_is_a_share",
                condition=Q(score=None) | (Q(score__gte=0) & Q(score__lte=1)),
            ),
        ]
        indexes = [
            # The desk narrows its queue to what one check flagged.
            models.Index(
                fields=["check_name", "comment"],
                name="screening_flagged",
                condition=Q(outcome=Outcome.FLAGGED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.check_name}: {self.outcome}"
