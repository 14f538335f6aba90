from datetime import date
from functools import lru_cache

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.comments_mode import AS_SECTION, CommentsMode
from articles.models.contributor import Contributor
from articles.models.languages import LanguageField, direction_of
from articles.models.photo import Photo
from articles.models.search import SearchField
from articles.models.section import Section
from articles.models.slugs import AddressSlugField, validate_other_slug
from articles.models.status import PERMISSIONS, ArticleStatus
from articles.models.stories import ArticleManager
from articles.models.topic import Tagging, Topic


@lru_cache(10_000)  # a page names its story a dozen times, and its neighbours
def address_of(day: date, slug: str) -> str:
    place = [f"{day:%Y}", f"{day:%m}", f"{day:%d}", slug]
    return reverse("articles:story", args=place)


class Article(models.Model):
    """One piece. Only articles.publishing sets its status and its dates."""

    headline = models.CharField(_("headline"), max_length=300)
    standfirst = models.TextField(
        _("standfirst"),
        max_length=600,
        blank=True,
        help_text=_("A sentence or two under the headline; also used in feeds."),
    )
    dateline = models.CharField(
        _("dateline"),
        max_length=100,
        blank=True,
        help_text=_("Where it was reported from, for instance NAIROBI."),
    )
    # HTML, cleaned against one list of what is allowed whenever it is saved.
    body = models.TextField(_("body"), blank=True)
    # The same words without markup: for search, counts and previews.
    body_text = models.TextField(editable=False, blank=True, default="")
    section = models.ForeignKey(
        Section,
        models.PROTECT,
        db_index=False,  # article_in_section begins with it
        related_name="+",
        verbose_name=_("section"),
    )
    topics = models.ManyToManyField(
        Topic, through=Tagging, blank=True, related_name="+", verbose_name=_("topics")
    )
    source_agency = models.ForeignKey(
        Contributor,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("source agency"),
        help_text=_("The wire that the story came from."),
    )
    lead_photo = models.ForeignKey(
        Photo,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lead photo"),
    )
    language = LanguageField(_("language"))
    slug = AddressSlugField(_("slug"), validators=[validate_other_slug], blank=True)
    status = models.CharField(
        _("status"),
        max_length=9,
        choices=ArticleStatus,
        default=ArticleStatus.DRAFT,
        editable=False,
    )
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)
    # The day in the address: the site's own calendar, kept from the first publication.
    first_published_on = models.DateField(null=True, editable=False)
    # Readers saw it from then on, whatever its next schedule says.
    appeared_at = models.DateTimeField(null=True, editable=False)
    expires_at = models.DateTimeField(
        _("expires at"),
        null=True,
        blank=True,
        help_text=_("From this moment the story is gone from the site."),
    )
    embargoed_until = models.DateTimeField(
        _("embargoed until"),
        null=True,
        blank=True,
        help_text=_("What was promised to a source: it does not appear before."),
    )
    # Editorial updates only; correcting a typing error does not move it.
    updated_at = models.DateTimeField(_("updated at"), null=True, editable=False)
    comments_mode = models.CharField(
        _("comments"), max_length=7, choices=CommentsMode, default=AS_SECTION
    )
    created_by = models.ForeignKey(
        "newsroom.User", models.PROTECT, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)
    # Goes up with every save, by a trigger: a stale form is noticed.
    version = models.PositiveIntegerField(default=1, editable=False)
    search = SearchField()

    objects = ArticleManager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        permissions = PERMISSIONS
        constraints = [
            models.CheckConstraint(
                name="article_status_known",
                condition=Q(status__in=ArticleStatus.values),
            ),
            models.CheckConstraint(
                name="article_comments_mode_known",
                condition=Q(comments_mode__in=CommentsMode.values),
            ),
            models.CheckConstraint(
                name="article_published_has_its_date",
                condition=~Q(status__in=["published", "withdrawn"])
                | Q(published_at__isnull=False, first_published_on__isnull=False),
            ),
            models.CheckConstraint(
                name="article_published_has_its_words",
                condition=~Q(status=ArticleStatus.PUBLISHED) | ~Q(body_text=""),
            ),
            models.CheckConstraint(
                name="article_has_headline_and_slug",
                condition=~Q(headline="") & ~Q(slug=""),
            ),
            models.CheckConstraint(
                name="article_expires_after_it_appears",
                condition=Q(expires_at=None)
                | Q(published_at=None)
                | Q(expires_at__gt=F("published_at")),
            ),
        ]
        indexes = [
            # Readers and previous/next read only published rows, newest first. With the
            # expiry in it the live ones are counted without a look at the rows.
            models.Index(
                fields=["-published_at", "-id"],
                include=["expires_at"],
                name="article_live",
                condition=Q(status=ArticleStatus.PUBLISHED),
            ),
            models.Index(
                fields=["section", "-published_at", "-id"],
                name="article_live_in_section",
                condition=Q(status=ArticleStatus.PUBLISHED),
            ),
            # A front page in a language of its own.
            models.Index(
                fields=["language", "-published_at", "-id"],
                name="article_live_in_language",
                condition=Q(status=ArticleStatus.PUBLISHED),
            ),
            # The archive reads the stories of one day.
            models.Index(
                fields=["first_published_on", "-published_at", "-id"],
                name="article_live_on_day",
                condition=Q(status=ArticleStatus.PUBLISHED),
            ),
            models.Index(
                fields=["expires_at"],
                include=["id"],
                name="article_expiry",
                condition=Q(status=ArticleStatus.PUBLISHED, expires_at__isnull=False),
            ),
            models.Index(
                fields=["embargoed_until"],
                name="article_embargo",
                condition=Q(embargoed_until__isnull=False),
            ),
            # Whose they are, of those that are not out.
            models.Index(
                fields=["created_by"],
                name="article_unpublished_of",
                condition=Q(status__in=[ArticleStatus.DRAFT, ArticleStatus.IN_REVIEW]),
            ),
            # The editors' list, of one status or one section.
            models.Index(fields=["status", "-id"], name="article_by_status"),
            models.Index(fields=["section", "-id"], name="article_in_section"),
            GinIndex(fields=["search"], name="article_search"),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        """Its public address; for a story that never had a date, the admin's."""
        if self.first_published_on is None:
            return reverse("admin:articles_article_change", args=[self.pk])
        return address_of(self.first_published_on, self.slug)

    @property
    def comments_in_force(self) -> str:
        """Its own word about comments, or else its section's."""
        as_section = self.comments_mode == AS_SECTION
        return self.section.comments_mode if as_section else self.comments_mode

    @property
    def direction(self) -> str:
        return direction_of(self.language)
