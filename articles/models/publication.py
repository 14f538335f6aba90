from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.languages import LanguageField


class Publication(models.Model):
    """The newspaper itself. One row, made by a migration."""

    name = models.CharField(_("name"), max_length=100, default="Newsroom")
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    description = models.TextField(
        _("description"),
        blank=True,
        max_length=300,
        help_text=_("For search engines and feeds."),
    )
    language = LanguageField(_("language"))
    contact_email = models.EmailField(_("contact address"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publication")
        constraints = [
            models.CheckConstraint(name="publication_is_one", condition=Q(id=1)),
        ]

    def __str__(self) -> str:
        return self.name
