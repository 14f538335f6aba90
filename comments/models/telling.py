from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.core.validators import MaxValueValidator, MinValueValidator, validate_email
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.models import Section


class Tell(models.TextChoices):
    EACH = "each", _("every comment, within a minute")
    DIGEST = "digest", _("a digest every so many hours")
    LATE = "late", _("only when one has waited too long")
    NOTHING = "nothing", _("nothing")


class Wish(models.Model):
    """When somebody wants to hear that comments wait."""

    tell = models.CharField(
        _("letters about comments that wait"),
        max_length=7,
        choices=Tell,
        default=Tell.DIGEST,
        help_text=_("For whoever has not chosen at the desk."),
    )
    tell_hours = models.PositiveSmallIntegerField(
        _("Hours between two digests"),
        default=24,
        help_text=_("For digests; one is sent only if something new came."),
        validators=[MinValueValidator(1), MaxValueValidator(168)],
    )
    tell_minutes = models.PositiveSmallIntegerField(
        _("Minutes that are too long"),
        default=60,
        help_text=_("For letters about what has waited too long."),
        validators=[MinValueValidator(1), MaxValueValidator(10_080)],
    )

    class Meta:
        abstract = True

    @property
    def in_words(self) -> str:
        """With its number, where one counts."""
        if self.tell == Tell.DIGEST:
            return ngettext(
                "a digest every %(count)d hour",
                "a digest every %(count)d hours",
                self.tell_hours,
            ) % {"count": self.tell_hours}
        if self.tell == Tell.LATE:
            return ngettext(
                "only when one has waited %(count)d minute",
                "only when one has waited %(count)d minutes",
                self.tell_minutes,
            ) % {"count": self.tell_minutes}
        return str(Tell(self.tell).label)

    @property
    def between(self) -> timedelta:
        """The shortest time from one letter to the next."""
        return timedelta(hours=self.tell_hours if self.tell == Tell.DIGEST else 0)

    @property
    def too_long(self) -> timedelta:
        """What a comment must have waited to be worth a letter."""
        return timedelta(minutes=self.tell_minutes if self.tell == Tell.LATE else 0)


def each_an_address(written: str) -> None:
    for line in written.split():
        validate_email(line)


class Whom(Wish):
    """The newsroom's answer for everybody who has not chosen: part of its policy."""

    tell_addresses = models.TextField(
        _("who is told besides"),
        blank=True,
        max_length=2000,
        validators=[each_an_address],
        help_text=_(
            "E-mail addresses of colleagues, one a line. They are told in the same way."
        ),
    )

    class Meta:
        abstract = True


class Telling(Wish):
    """What one moderator, or one address of the policy, is told, and was told."""

    moderator = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+"
    )
    address = models.CharField(max_length=254, blank=True)
    # Empty: as the policy says.
    tell = models.CharField(max_length=7, choices=Tell, blank=True)
    sections = models.ManyToManyField(Section, blank=True, related_name="+")
    # Who came before this moment has been told of.
    told_until = models.DateTimeField(null=True, editable=False)
    told_at = models.DateTimeField(db_default=TransactionNow(), editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="telling_is_to_somebody",
                condition=Q(moderator=None) ^ Q(address=""),
            ),
            models.UniqueConstraint(
                fields=["address"],
                condition=~Q(address=""),
                name="telling_address_once",
            ),
        ]

    def __str__(self) -> str:
        return f"telling {self.moderator_id or self.address}"
