from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.languages import LanguageField
from articles.models.publication import Publication


class LinkPlace(models.TextChoices):
    NAVIGATION = "navigation", _("In the navigation, after the sections")
    FOOTER = "footer", _("In the footer")
    SOCIAL = "social", _("Among our other places, in the footer")


def validate_target(value: str) -> None:
    """A path of ours, or a whole address elsewhere."""
    if value.startswith("/") and not value.startswith(("//", "/\\")):
        return
    message = _("Begin with / for a page of ours, or with https://.")
    try:
        URLValidator(schemes=["https", "http"])(value)
    except ValidationError as wrong:
        raise ValidationError(message) from wrong


class Link(models.Model):
    """A link that an editor put into the navigation or the footer."""

    publication = models.ForeignKey(
        Publication, models.CASCADE, related_name="links", default=1
    )
    place = models.CharField(_("place"), max_length=10, choices=LinkPlace)
    label = models.CharField(_("label"), max_length=60)
    url = models.CharField(_("address"), max_length=300, validators=[validate_target])
    language = LanguageField(_("language"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["place", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="link_place_known",
                condition=models.Q(place__in=LinkPlace.values),
            ),
        ]

    def __str__(self) -> str:
        return self.label
