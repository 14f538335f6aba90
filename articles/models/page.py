from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.languages import LanguageField, direction_of
from articles.models.slugs import AddressSlugField
from newsroom.places import place


class Page(models.Model):
    """A standing page, linked in the footer: imprint, privacy, about, contact."""

    title = models.CharField(_("title"), max_length=120)
    slug = AddressSlugField(_("slug"))
    # HTML, cleaned against the same list as a story's when it is saved.
    body = models.TextField(_("body"), blank=True)
    language = LanguageField(_("language"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return place("articles:page", self.slug)

    @property
    def direction(self) -> str:
        return direction_of(self.language)
