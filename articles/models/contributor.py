from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from articles.models.slugs import AddressSlugField, validate_other_slug
from newsroom.places import place


class ContributorKind(models.TextChoices):
    PERSON = "person", _("Person")
    AGENCY = "agency", _("Agency")


class Contributor(models.Model):
    """A person or an agency that can carry a byline, with or without an account."""

    name = models.CharField(_("name"), max_length=120)
    slug = AddressSlugField(_("slug"), validators=[validate_other_slug])
    kind = models.CharField(
        _("kind"),
        max_length=6,
        choices=ContributorKind,
        default=ContributorKind.PERSON,
    )
    role = models.CharField(
        _("role"),
        max_length=120,
        blank=True,
        help_text=_("Printed under the name, for instance “Education correspondent”."),
    )
    biography = models.TextField(_("biography"), blank=True, max_length=2000)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contributor",
        verbose_name=_("account"),
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="contributor_kind_known",
                condition=models.Q(kind__in=ContributorKind.values),
            ),
        ]
        indexes = [
            models.Index(fields=["name", "id"], name="contributor_by_name"),
            # Finding a name by any part of it, while an editor types.
            GinIndex(
                OpClass(Upper("name"), name="gin_trgm_ops"), name="contributor_named"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return place("articles:contributor", self.slug)

    @property
    def is_agency(self) -> bool:
        return self.kind == ContributorKind.AGENCY
