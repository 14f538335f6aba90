from uuid import uuid4

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Value
from django.db.models.functions import Cast, Concat, JSONObject

from articles.models.article import Article
from articles.models.stories import ArticleQuerySet


class Translation(models.Model):
    """A story's place in a group of stories that tell the same in other languages.

    Only articles.translating writes it.
    """

    article = models.OneToOneField(
        Article, models.CASCADE, primary_key=True, related_name="translation"
    )
    # Those with the same one belong together.
    group = models.UUIDField(default=uuid4)
    # As in Tagging: kept by a trigger, for sitemaps to know when one of them appeared.
    listed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["group"], name="translation_group"),
            models.Index(fields=["-listed_at"], name="translation_listed"),
        ]

    def __str__(self) -> str:
        return f"story {self.article_id} in its group"


def others_of(story: OuterRef) -> ArticleQuerySet:
    """The live stories of the same group, the longest published first."""
    group = Translation.objects.filter(article=OuterRef(story)).values("group")
    together = Article.objects.live().filter(translation__group__in=group)
    return together.exclude(pk=story).order_by("published_at", "pk")


def translations() -> ArraySubquery:
    """For each story of a query, where it can be read in other languages."""
    place = JSONObject(
        pk="pk",
        language="language",
        headline="headline",
        slug="slug",
        day="first_published_on",
        at="published_at",
    )
    rows = others_of(OuterRef("pk")).annotate(_place=place)
    return ArraySubquery(rows.values("_place"))


def versions_of_translations() -> ArraySubquery:
    """The same, as names of what is shown."""
    name = Concat(
        Cast(F("pk"), models.CharField()),
        Value(":"),
        Cast(F("version"), models.CharField()),
        output_field=models.CharField(),
    )
    rows = others_of(OuterRef("pk")).annotate(_name=name)
    return ArraySubquery(rows.values("_name"))
