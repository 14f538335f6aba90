from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A member of staff. Readers have no account."""

    display_name = models.CharField(_("display name"), max_length=150, blank=True)
    # What the admin and the desk speak; empty means the site's own language.
    language = models.CharField(_("language"), max_length=10, blank=True)
    # A key typed or spoken by mistake decides nothing for who switches them off.
    single_keys = models.BooleanField(_("single keys at the desk"), default=True)

    def __str__(self) -> str:
        return self.display_name or self.get_full_name() or self.username
