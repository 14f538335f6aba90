from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.section import Section


class StoryTemplate(models.Model):
    """What a new story of a section begins with."""

    section = models.OneToOneField(
        Section, models.CASCADE, related_name="template", verbose_name=_("section")
    )
    headline = models.CharField(_("headline"), max_length=300, blank=True)
    standfirst = models.TextField(_("standfirst"), max_length=600, blank=True)
    dateline = models.CharField(_("dateline"), max_length=100, blank=True)
    body = models.TextField(_("body"), blank=True)

    class Meta:
        verbose_name = _("template for new stories")
        verbose_name_plural = _("templates for new stories")

    def __str__(self) -> str:
        return str(self.section)

    def initial(self) -> dict[str, object]:
        """What the form for a new story shows at first."""
        words = ("headline", "standfirst", "dateline", "body")
        told = {name: getattr(self, name) for name in words if getattr(self, name)}
        return {
            **told,
            "section": self.section_id,
            "language": self.section.language,
        }
