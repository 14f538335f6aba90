from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment
from comments.models.decision import Decision
from comments.models.guideline import Guideline


class ReportOutcome(models.TextChoices):
    KEPT = "kept", _("Kept")
    REMOVED = "removed", _("Removed")


class Report(models.Model):
    """A reader's "this needs a look", with the words that the reader saw.

    Who reported is private, as in ``Contact``: no public queryset may name this table.
    A trigger keeps in ``Comment.reported_at`` when the oldest open one came.
    """

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="reports")
    # The rule that it breaks, if the reader named one, and why.
    guideline = models.ForeignKey(
        Guideline, models.PROTECT, null=True, related_name="+"
    )
    words = models.TextField(max_length=1000, blank=True)
    # What was reported, whatever became of the comment since. It can be erased.
    comment_version = models.PositiveIntegerField()
    author_name = models.CharField(max_length=245, blank=True)
    body = models.TextField(max_length=65_525, blank=True)
    reporter_email = models.CharField(max_length=100, blank=True)
    reported_at = models.DateTimeField(db_default=TransactionNow())
    # Open until somebody decided on the comment, or keeps it as it is.
    handled_at = models.DateTimeField(null=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    outcome = models.CharField(max_length=7, choices=ReportOutcome, blank=True)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="report_handled_with_an_outcome",
                condition=Q(handled_at=None, outcome="", handled_by=None, decision=None)
                | Q(handled_at__isnull=False, outcome__in=ReportOutcome.values),
            ),
        ]
        indexes = [
            models.Index(
                fields=["comment", "reported_at"],
                name="report_open",
                condition=Q(handled_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"report on comment {self.comment_id}"
