from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.languages import LanguageField
from articles.models.sharing import SharesField


class Crawlers(models.TextChoices):
    """What programs that feed language models may take."""

    WELCOME = "welcome", _("They may read all that is public")
    ANSWERS = "answers", _("They may answer with it and name us, but not learn from it")
    REFUSED = "refused", _("They may read nothing")


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
    # Both or neither: articles.colours checks that they can be read.
    light_colour = models.CharField(
        _("colour on light pages"),
        max_length=7,
        blank=True,
        help_text=_("Of links and buttons, like #0a5b3d. Empty: our green."),
    )
    dark_colour = models.CharField(
        _("colour on dark pages"),
        max_length=7,
        blank=True,
        help_text=_("The same where readers prefer dark pages, like #86d3ac."),
    )
    crawlers = models.CharField(
        _("programs that feed language models"),
        max_length=8,
        choices=Crawlers,
        default=Crawlers.WELCOME,
        help_text=_("Said in robots.txt, which well-behaved programs obey."),
    )
    security_contact = models.EmailField(
        _("address for reports of security faults"),
        blank=True,
        help_text=_("Published in /.well-known/security.txt."),
    )
    # What articles.logos made: {"name", "width", "height"}, or nothing.
    logo = models.JSONField(_("logo"), default=dict, editable=False)
    logo_dark = models.JSONField(_("logo on dark pages"), default=dict, editable=False)
    hub = models.URLField(
        _("WebSub hub"),
        blank=True,
        max_length=300,
        help_text=_(
            "Told of every story at once, so that subscribers to the feeds know of it."
            " Its address, like https://hub.example.org/."
        ),
    )
    shares = SharesField(
        verbose_name=_("ways to pass a story on"),
        help_text=_("Plain links under a story. Nobody is told who reads what."),
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publication")
        constraints = [
            models.CheckConstraint(name="publication_is_one", condition=Q(id=1)),
            models.CheckConstraint(
                name="publication_has_both_colours",
                condition=Q(light_colour="", dark_colour="")
                | (~Q(light_colour="") & ~Q(dark_colour="")),
            ),
            models.CheckConstraint(
                name="publication_crawlers_known",
                condition=Q(crawlers__in=Crawlers.values),
            ),
        ]

    def __str__(self) -> str:
        return self.name
