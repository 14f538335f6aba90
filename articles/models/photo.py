from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.files.storage import Storage, storages
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _


def originals() -> Storage:
    """Where uploads are kept as they came. It has no public address."""
    return storages["originals"]


def original_name(photo: Any, _uploaded_as: str) -> str:
    """Named by its content: the name that the uploader's machine gave is not kept."""
    return f"{photo.sha256[:2]}/{photo.sha256}"


# Goes up when articles.renditions makes other files of a photo than before.
RECIPE = 2
USUAL_WIDTH = 1280
MOST_BITS_APART = 5


class Fault(models.TextChoices):
    """Why a photo has no renditions, or old ones."""

    DAMAGED = "damaged", _("The file is damaged, and no picture can be made of it.")
    FAILED = "failed", _("The sizes for readers could not be made.")


class PhotoQuerySet(models.QuerySet["Photo"]):
    def usable(self) -> Self:
        """Rights have not ended at this moment of the database's clock."""
        return self.filter(Q(rights_end=None) | Q(rights_end__gt=TransactionNow()))

    def alike(self, look: int | None) -> Self:
        """Those that a person may take for the same picture, cut or saved anew."""
        if look is None:
            return self.none()
        return self.annotate(
            apart=Func(
                F("look").bitxor(look),
                template="bit_count((%(expressions)s)::bit(64))",
                output_field=models.IntegerField(),
            )
        ).filter(apart__lte=MOST_BITS_APART)

    def outdated(self) -> Self:
        """Made by an older recipe, or never. Those with a fault wait for a person."""
        return self.filter(recipe__lt=RECIPE, fault="")


class Photo(models.Model):
    """A picture, with what must be said with it. Readers get its renditions only."""

    original = models.FileField(
        _("file"), storage=originals, upload_to=original_name, max_length=200
    )
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    # A hash of what it looks like: few bits differ where two pictures differ little.
    look = models.BigIntegerField(null=True, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    caption = models.TextField(_("caption"), max_length=1000)
    credit_line = models.CharField(
        _("credit line"),
        max_length=200,
        help_text=_("As it must be printed, for instance “AP Photo/Felipe Dana”."),
    )
    alt_text = models.CharField(
        _("alternative text"),
        max_length=400,
        help_text=_("What the picture shows, for someone who cannot see it."),
    )
    creator = models.CharField(_("creator"), max_length=120, blank=True)
    copyright_notice = models.CharField(
        _("copyright notice"), max_length=200, blank=True
    )
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    keywords = models.CharField(
        _("keywords"), max_length=500, blank=True, help_text=_("With commas between.")
    )
    usage_terms = models.TextField(_("usage terms"), max_length=1000, blank=True)
    rights_end = models.DateTimeField(
        _("rights end"),
        null=True,
        blank=True,
        help_text=_("From this moment the picture is on no page."),
    )
    # Percent from the left and from the top: what a crop must keep.
    focal_x = models.PositiveSmallIntegerField(
        _("focus from the left"), default=50, validators=[MaxValueValidator(100)]
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focus from the top"), default=40, validators=[MaxValueValidator(100)]
    )
    # [{"crop", "width", "height", "format", "name", "bytes", "limited"}], of each
    # crop and format the smallest first. Empty until the worker has made them.
    renditions = models.JSONField(default=list, blank=True, editable=False)
    recipe = models.PositiveSmallIntegerField(default=0, editable=False)
    fault = models.CharField(max_length=8, choices=Fault, blank=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="photo_focus_inside",
                condition=Q(focal_x__lte=100) & Q(focal_y__lte=100),
            ),
            models.CheckConstraint(
                name="photo_says_what_it_must",
                condition=~Q(caption="") & ~Q(credit_line="") & ~Q(alt_text=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["rights_end"],
                name="photo_rights_end",
                condition=Q(rights_end__isnull=False),
            ),
            # Whether a file may still be shown, by its name.
            GinIndex(
                OpClass("renditions", name="jsonb_path_ops"),
                name="photo_limited_files",
                condition=Q(rights_end__isnull=False),
            ),
            models.Index(
                fields=["recipe"], name="photo_outdated", condition=Q(fault="")
            ),
            # The library is searched by any part of a caption or a credit.
            GinIndex(
                OpClass(Upper("caption"), name="gin_trgm_ops"), name="photo_captioned"
            ),
            GinIndex(
                OpClass(Upper("credit_line"), name="gin_trgm_ops"),
                name="photo_credited",
            ),
            GinIndex(
                OpClass(Upper("creator"), name="gin_trgm_ops"), name="photo_created_by"
            ),
            GinIndex(
                OpClass(Upper("keywords"), name="gin_trgm_ops"), name="photo_keywords"
            ),
        ]

    def __str__(self) -> str:
        return self.caption[:80]

    def made(self, kind: str, crop: str = "") -> list[dict[str, Any]]:
        """What there is of one format and crop, smallest first.

        While a crop is not made yet it is the whole: the page then cuts it.
        """
        found = [one for one in self.renditions if one["format"] == kind]
        cut = [one for one in found if one.get("crop", "") == crop]
        return cut or [one for one in found if not one.get("crop")]

    def usual(self, crop: str = "") -> dict[str, Any] | None:
        """The one for whoever takes only one: a JPEG that fills most screens."""
        found = self.made("jpeg", crop)
        fit = [one for one in found if one["width"] <= USUAL_WIDTH]
        return next(reversed(fit or found), None)
