from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Weight(models.TextChoices):
    """What becomes of a story that a check finds fault with."""

    FORBIDS = "forbids", _("Forbids to publish")
    ADVISES = "advises", _("Advises")
    OFF = "off", _("Is not asked")


def weighed(label: Any, default: str, **options: Any) -> Any:
    return models.CharField(
        label, max_length=7, choices=Weight, default=default, **options
    )


class PublishingPolicy(models.Model):
    """What must be in order before a story runs. One row, made by a migration.

    A column for each check in articles.checklist, by its name there.
    """

    embargo = weighed(_("embargo not over"), Weight.FORBIDS)
    photo_rights = weighed(
        _("photo whose rights end before the story appears"), Weight.FORBIDS
    )
    photo_words = weighed(_("photo without alternative text or credit"), Weight.FORBIDS)
    agency = weighed(
        _("text signed by an agency that is not named"),
        Weight.FORBIDS,
        help_text=_("Where the agency is neither the source nor a byline."),
    )
    correction = weighed(
        _("changed text without a correction"),
        Weight.ADVISES,
        help_text=_("Of a story that readers saw, and that is published again."),
    )
    links = weighed(_("links to our own pages that lead nowhere"), Weight.ADVISES)
    photo = weighed(_("no lead photo"), Weight.ADVISES)
    alt_text = weighed(_("alternative text that repeats the caption"), Weight.ADVISES)
    headline = weighed(_("headline too long"), Weight.ADVISES)
    headline_most = models.PositiveSmallIntegerField(
        _("longest headline"), default=110, validators=[MinValueValidator(20)]
    )
    standfirst = weighed(_("standfirst missing or too long"), Weight.ADVISES)
    standfirst_most = models.PositiveSmallIntegerField(
        _("longest standfirst"), default=300, validators=[MinValueValidator(50)]
    )
    gaps = weighed(_("heading with nothing under it"), Weight.ADVISES)
    byline = weighed(_("no byline"), Weight.ADVISES)

    kill_by_two = models.BooleanField(
        _("two persons to kill a story"),
        default=False,
        help_text=_(
            "The first takes it out of readers’ sight at once; it is killed when"
            " another who may kill presses the same."
        ),
    )

    class Meta:
        verbose_name = _("publishing policy")
        verbose_name_plural = _("publishing policy")
        constraints = [
            models.CheckConstraint(name="publishing_policy_is_one", condition=Q(id=1)),
        ]

    def __str__(self) -> str:
        return str(_("Publishing policy"))
