from typing import Self

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment, CommentStatus


class Advice(models.TextChoices):
    APPROVE = "approve", _("I would approve it")
    REJECT = "reject", _("I would reject it")
    OTHER = "other", _("as my note says")


class EscalationQuerySet(models.QuerySet["Escalation"]):
    def standing(self) -> Self:
        """Those whose comment is still to be decided; with the decision they end."""
        return self.filter(
            comment__status=CommentStatus.HELD,
            comment__withdrawn_at=None,
            comment__erased_at=None,
        )

    def unanswered(self) -> Self:
        return self.standing().filter(answered_at=None)


class Escalation(models.Model):
    """A moderator asks an editor about a comment, which stays held meanwhile.

    The editor advises; the desk decides.
    """

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="escalations")
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    note = models.TextField(max_length=1000)
    escalated_at = models.DateTimeField(db_default=TransactionNow(), editable=False)
    advice = models.CharField(max_length=7, choices=Advice, blank=True)
    answer = models.TextField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, editable=False)

    objects = EscalationQuerySet.as_manager()

    class Meta:
        permissions = [("answer_escalation", "Can answer what moderators ask")]
        constraints = [
            models.CheckConstraint(
                name="escalation_asks_something", condition=~Q(note="")
            ),
            models.CheckConstraint(
                name="escalation_answer_is_whole",
                condition=Q(answered_at=None, advice="", answer="")
                | (Q(answered_at__isnull=False) & ~Q(advice="")),
            ),
            # An editor is asked about a comment once at a time.
            models.UniqueConstraint(
                fields=["editor", "comment"],
                condition=Q(answered_at=None),
                name="escalation_asked_once",
            ),
        ]

    def __str__(self) -> str:
        return f"escalation {self.pk}"
