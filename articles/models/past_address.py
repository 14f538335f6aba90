from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class PastAddressQuerySet(models.QuerySet["PastAddress"]):
    def of_another(self, thing: models.Model, slug: str) -> Self:
        """Where another thing of the same kind once stood under this slug."""
        owner = str(thing._meta.model_name)
        found = self.filter(slug=slug, **{f"{owner}__isnull": False})
        return found.exclude(**{owner: thing.pk})


class PastAddress(models.Model):
    """A path that once was the address of something. Never given to another.

    Triggers keep these rows: whoever changes a slug, its old address goes on working.
    """

    path = models.CharField(max_length=400, unique=True)
    # The last word of the path: a story is found by it whatever date stands before.
    slug = models.CharField(max_length=80)
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, null=True, related_name="+"
    )
    section = models.ForeignKey(
        "articles.Section", models.CASCADE, null=True, related_name="+"
    )
    contributor = models.ForeignKey(
        "articles.Contributor", models.CASCADE, null=True, related_name="+"
    )
    topic = models.ForeignKey(
        "articles.Topic", models.CASCADE, null=True, related_name="+"
    )
    page = models.ForeignKey(
        "articles.Page", models.CASCADE, null=True, related_name="+"
    )
    since = models.DateTimeField(db_default=Now())

    objects = PastAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("past address")
        verbose_name_plural = _("past addresses")
        constraints = [
            # A story answers to its slug on whatever day.
            models.UniqueConstraint(
                fields=["slug"],
                name="past_address_one_story_a_slug",
                condition=Q(article__isnull=False),
            ),
            models.CheckConstraint(
                name="past_address_of_one_thing",
                condition=(
                    Q(article__isnull=False)
                    ^ Q(section__isnull=False)
                    ^ Q(contributor__isnull=False)
                    ^ Q(topic__isnull=False)
                    ^ Q(page__isnull=False)
                ),
            ),
        ]
        indexes = [models.Index(fields=["slug"], name="past_address_slug")]

    def __str__(self) -> str:
        return self.path
