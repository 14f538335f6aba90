from datetime import timedelta
from typing import Self
from uuid import uuid4

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _

KEPT_FOR = timedelta(days=30)
# While the mail server is away one letter a minute asks for it, not all of them.
ASKED_AGAIN_AFTER = timedelta(minutes=1)


class LetterQuerySet(models.QuerySet["Letter"]):
    def waiting(self) -> Self:
        """Neither sent nor given up."""
        return self.filter(sent_at=None, given_up_at=None)

    def due(self) -> Self:
        return self.waiting().filter(due_at__lte=TransactionNow()).order_by("due_at")

    def given_up(self) -> Self:
        return self.filter(given_up_at__isnull=False)

    def found_nobody(self) -> Self:
        """Waiting because the mail server did not answer a moment ago."""
        since = TransactionNow() - Value(ASKED_AGAIN_AFTER)
        return self.waiting().filter(unanswered_at__gt=since)

    def stale(self) -> Self:
        """Sent or given up so long ago that nobody asks about it any more."""
        before = TransactionNow() - Value(KEPT_FOR)
        return self.filter(Q(sent_at__lt=before) | Q(given_up_at__lt=before))


class Letter(models.Model):
    """A letter in the outbox, there because its cause was committed.

    Only ``newsroom.outbox`` makes one; see there. What was sent keeps its row, so that
    the same news is not sent again, and loses its words.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    about = models.CharField(_("about"), max_length=200, unique=True)
    cause = models.CharField(_("cause"), max_length=200, blank=True, db_index=True)
    to = models.CharField(_("to"), max_length=254)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), blank=True)
    # The page where its reader chooses what they are told, if there is one.
    preferences = models.CharField(max_length=500, blank=True)
    written_at = models.DateTimeField(_("written"), db_default=TransactionNow())
    due_at = models.DateTimeField(_("due"), db_default=TransactionNow())
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    fault = models.CharField(_("what went wrong"), max_length=300, blank=True)
    unanswered_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    given_up_at = models.DateTimeField(_("given up"), null=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [
            models.CheckConstraint(
                name="letter_has_one_end",
                condition=Q(sent_at=None) | Q(given_up_at=None),
            ),
        ]
        indexes = [
            # The worker reads what waits, a sliver of the table.
            models.Index(
                fields=["due_at"],
                name="letter_waiting",
                condition=Q(sent_at=None, given_up_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.about
