from collections.abc import Iterable
from typing import Any, NoReturn, Self

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comments.models.comment import UNDO_WITHIN, Comment, CommentStatus
from comments.models.guideline import Guideline


class DecisionQuerySet(models.QuerySet["Decision"]):
    def undoable(self) -> Self:
        """Not older than ten seconds by the database's clock, and not yet undone."""
        recent = TransactionNow() - models.Value(UNDO_WITHIN)
        return self.filter(decided_at__gt=recent, undone_by=None)

    def once_approved(self, comments: Iterable[int]) -> set[int]:
        """Which of these were ever approved, and not only until an undo."""
        made = self.filter(
            comment__in=list(comments),
            to_status=CommentStatus.APPROVED,
            undone_by=None,
        )
        return set(made.values_list("comment", flat=True))

    def pressed_with(self, decision: "Decision") -> list["Decision"]:
        """All decisions of one press, the first one first."""
        if decision.batch is None:
            return [decision]
        return list(self.filter(batch=decision.batch).order_by("pk"))


class Decision(models.Model):
    """One change of a comment's status. A row of record: never changed, never deleted.

    A trigger refuses both. It holds ids and numbers only, never a reader's words.
    """

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="decisions")
    # Who decided: a moderator, or else the policy that did (its name).
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    policy = models.CharField(max_length=40, blank=True)
    from_status = models.CharField(max_length=8, choices=CommentStatus)
    to_status = models.CharField(max_length=8, choices=CommentStatus)
    guideline = models.ForeignKey(
        Guideline, models.PROTECT, null=True, related_name="+"
    )
    guideline_version = models.PositiveIntegerField(null=True)
    # The version of the comment that was judged.
    comment_version = models.PositiveIntegerField()
    # The decision that this one takes back, within its ten seconds.
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="undone_by"
    )
    # The moments that the comment had before, so that undoing brings them back.
    was_decided_at = models.DateTimeField(null=True)
    was_visible_from = models.DateTimeField(null=True)
    # Decisions made in one press share this.
    batch = models.UUIDField(null=True)
    decided_at = models.DateTimeField(db_default=TransactionNow())

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(
                name="decision_statuses_known",
                condition=Q(from_status__in=CommentStatus.values)
                & Q(to_status__in=CommentStatus.values),
            ),
            models.CheckConstraint(
                name="decision_changes_something",
                condition=~Q(from_status=models.F("to_status")),
            ),
            models.CheckConstraint(
                name="decision_by_a_person_or_a_policy",
                condition=Q(moderator__isnull=False, policy="")
                | (Q(moderator=None) & ~Q(policy="")),
            ),
            models.CheckConstraint(
                name="decision_rejects_under_a_guideline",
                condition=~Q(to_status=CommentStatus.REJECTED)
                | Q(guideline__isnull=False, guideline_version__isnull=False)
                | Q(undoes__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["moderator", "-id"], name="decision_by_moderator"),
            models.Index(
                fields=["batch"],
                name="decision_batch",
                condition=Q(batch__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.from_status} to {self.to_status}"

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise TypeError("Decisions are never changed. Record a new one.")
        super().save(*args, **options)

    def delete(self, *_args: Any, **_options: Any) -> NoReturn:
        raise TypeError("Decisions are never deleted.")
