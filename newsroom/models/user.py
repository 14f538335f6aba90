from datetime import tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def validate_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("There is no time zone of that name."))


class User(AbstractUser):
    """A member of staff. Readers have no account."""

    display_name = models.CharField(_("display name"), max_length=150, blank=True)
    # What the admin and the desk speak; empty means the site's own language.
    language = models.CharField(_("language"), max_length=10, blank=True)
    # In which the admin and the desk say and read times; empty means the site's own.
    time_zone = models.CharField(
        _("time zone"), max_length=64, blank=True, validators=[validate_zone]
    )
    # A key typed or spoken by mistake decides nothing for who switches them off.
    single_keys = models.BooleanField(_("single keys at the desk"), default=True)

    def __str__(self) -> str:
        return self.display_name or self.get_full_name() or self.username

    def get_short_name(self) -> str:
        """What the admin greets them with."""
        return f"{self}"

    @property
    def clock(self) -> tzinfo:
        """The site's own where none is chosen, or the machine knows it no more."""
        if not self.time_zone:
            return timezone.get_default_timezone()
        try:
            # Kept by zoneinfo; all names together are read from the disk each time.
            return ZoneInfo(self.time_zone)
        except (ValueError, ZoneInfoNotFoundError):
            return timezone.get_default_timezone()
