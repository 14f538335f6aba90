from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.models import Article


class WatchListQuerySet(models.QuerySet["WatchList"]):
    def offered_to(self, moderator: Any) -> Self:
        """One's own first, then what colleagues share."""
        mine = Q(moderator=moderator)
        others = models.Case(models.When(mine, then=0), default=1)
        return self.filter(mine | Q(is_shared=True)).order_by(others, "name", "pk")


class WatchList(models.Model):
    """Stories whose comments a moderator reads together."""

    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+"
    )
    name = models.CharField(max_length=60)
    # Colleagues find it among their lists; only its maker changes it.
    is_shared = models.BooleanField(default=False)
    articles = models.ManyToManyField(Article, related_name="+")

    objects = WatchListQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["moderator", "name"], name="watch_list_named_once"
            ),
            models.CheckConstraint(name="watch_list_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name
