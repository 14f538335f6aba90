from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.comments_mode import SECTION_MODES, CommentsMode
from articles.models.languages import LanguageField, direction_of
from articles.models.slugs import AddressSlugField, validate_section_slug
from newsroom.places import place


class Section(models.Model):
    """A part of the paper. Its name over a headline is the kicker."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = AddressSlugField(_("slug"), validators=[validate_section_slug])
    description = models.CharField(_("description"), max_length=300, blank=True)
    language = LanguageField(_("language"))
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Its place in the navigation.")
    )
    in_navigation = models.BooleanField(_("in the navigation"), default=True)
    comments_mode = models.CharField(
        _("comments"),
        max_length=7,
        choices=SECTION_MODES,
        default=CommentsMode.OPEN,
        help_text=_("For its stories that say nothing else, old and new."),
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                name="section_comments_mode_known",
                condition=models.Q(comments_mode__in=list(dict(SECTION_MODES))),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return place("articles:section", self.slug)

    @property
    def direction(self) -> str:
        return direction_of(self.language)
