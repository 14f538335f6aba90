from typing import Any, NoReturn, Self

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """Why a revision was kept."""

    FOUND = "found", _("As it was before its history began")
    SAVED = "saved", _("Saved")
    PUBLISHED = "published", _("Published")
    TYPO = "typo", _("Typing error")
    UPDATE = "update", _("Update")
    CORRECTION = "correction", _("Correction")
    RESTORED = "restored", _("Restored")
    # What somebody wrote on an older text: not saved, and not lost either.
    REFUSED = "refused", _("Not saved: somebody else was first")


def of_article(related_name: str) -> Any:
    """Left to the database, which lets a record go with its story and not before."""
    return models.ForeignKey(
        "articles.Article",
        models.DO_NOTHING,
        db_constraint=False,  # made by a migration, with ON DELETE CASCADE
        db_index=False,  # an index on story and id begins with it
        related_name=related_name,
    )


class RevisionQuerySet(models.QuerySet["Revision"]):
    def saved(self) -> Self:
        """What the story once was, less what was refused."""
        return self.exclude(reason=Reason.REFUSED)

    def newest_first(self) -> Self:
        return self.order_by("-pk")


class Revision(models.Model):
    """The whole of a story as one save left it, names and photo included.

    A row of record: a trigger refuses to change it. One that readers may have seen goes
    only with its story; the others are thinned with age (articles.history.thin).
    """

    article = of_article("revisions")
    # The story's version that this text is, and the one that its author had read.
    version = models.PositiveIntegerField()
    base_version = models.PositiveIntegerField(null=True)
    content = models.JSONField()
    reason = models.CharField(max_length=10, choices=Reason)
    note = models.CharField(max_length=300, blank=True)
    author = models.ForeignKey(
        "newsroom.User", models.PROTECT, null=True, related_name="+"
    )
    # Whether the story was cleared to run with these words.
    public = models.BooleanField(default=False)
    at = models.DateTimeField(db_default=TransactionNow())

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            models.CheckConstraint(
                name="revision_reason_known", condition=Q(reason__in=Reason.values)
            ),
            models.CheckConstraint(
                name="revision_refused_was_never_public",
                condition=~Q(reason=Reason.REFUSED, public=True),
            ),
        ]
        indexes = [
            models.Index(fields=["article", "-id"], name="revision_newest"),
            # What may be thinned, by age.
            models.Index(
                fields=["at"], name="revision_thinned", condition=Q(public=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.version}"

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise TypeError("Revisions are never changed. Save the story anew.")
        super().save(*args, **options)


ACTS = {
    "submit": _("Handed in for review"),
    "publish": _("Cleared to run"),
    "override": _("Published in spite of a check"),
    "lead": _("Put on the front page"),
    "plan": _("Change planned"),
    "unplan": _("Planned change called off"),
    "clash": _("Planned change not made"),
    "assign": _("Given to somebody"),
    "note": _("Note written"),
    "update": _("Updated"),
    "correct": _("Corrected"),
    "unpublish": _("Back to draft"),
    "withdraw": _("Withdrawn"),
    "ask": _("Asked to be killed"),
    "kill": _("Killed"),
    "check": _("Searched for what should be gone"),
    "open": _("Seal opened"),
}


class Act(models.Model):
    """Who did what to a story, and when. A row of record, gone only with its story."""

    article = of_article("acts")
    act = models.CharField(max_length=20)
    from_status = models.CharField(max_length=9)
    to_status = models.CharField(max_length=9)
    note = models.TextField(blank=True)
    by = models.ForeignKey("newsroom.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(db_default=TransactionNow())

    class Meta:
        verbose_name = _("act")
        verbose_name_plural = _("acts")
        indexes = [models.Index(fields=["article", "-id"], name="act_newest")]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.act}"

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise TypeError("Acts are never changed. Record a new one.")
        super().save(*args, **options)

    def delete(self, *_args: Any, **_options: Any) -> NoReturn:
        raise TypeError("Acts are never deleted.")

    @property
    def label(self) -> str:
        return str(ACTS.get(self.act, self.act))

    @property
    def told(self) -> str:
        """What is noted beside it, a time as its reader reads times."""
        at = parse_datetime(self.note) if self.act == "plan" else None
        return date_format(localtime(at), "DATETIME_FORMAT") if at else self.note
