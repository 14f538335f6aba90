from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import JSONObject, Upper
from django.utils.translation import gettext_lazy as _

from articles.models.slugs import AddressSlugField, validate_other_slug
from newsroom.places import place


class Topic(models.Model):
    """A subject that stories of any section can share."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = AddressSlugField(_("slug"), validators=[validate_other_slug])
    description = models.CharField(_("description"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]
        indexes = [
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="topic_named"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return place("articles:topic", self.slug)


def places() -> ArraySubquery:
    """For each story of a query, its topics by name: ``{"name", "slug"}``."""
    tagged = Tagging.objects.filter(article=models.OuterRef("pk"))
    place = JSONObject(name="topic__name", slug="topic__slug")
    return ArraySubquery(
        tagged.order_by("topic__name").annotate(_place=place).values("_place")
    )


class Tagging(models.Model):
    """One topic of one story."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="taggings"
    )
    topic = models.ForeignKey(
        Topic, models.PROTECT, related_name="+", verbose_name=_("topic")
    )
    # The story's own published_at while it is published, else empty. A trigger
    # keeps it, so that a topic with a million stories still pages by its index.
    listed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "topic"], name="tagging_once_per_article"
            ),
        ]
        indexes = [
            models.Index(
                fields=["topic", "-listed_at", "-article"], name="tagging_listed"
            ),
        ]

    def __str__(self) -> str:
        return str(self.topic)
