from typing import Any, Self

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Case, Q, When

from articles.models.comments_mode import comments_hidden
from articles.models.search import matches
from articles.models.status import ArticleStatus


class ArticleQuerySet(models.QuerySet[Any]):
    def live(self) -> Self:
        """What a reader may see at this moment of the database's clock."""
        return self.filter(
            Q(expires_at=None) | Q(expires_at__gt=TransactionNow()),
            status=ArticleStatus.PUBLISHED,
            published_at__lte=TransactionNow(),
        )

    def scheduled(self) -> Self:
        """Cleared to run, and their time has not come."""
        return self.filter(
            status=ArticleStatus.PUBLISHED, published_at__gt=TransactionNow()
        )

    def expired(self) -> Self:
        """Those that were out, and are over."""
        return self.filter(
            status=ArticleStatus.PUBLISHED, expires_at__lte=TransactionNow()
        )

    def showing_comments(self) -> Self:
        """Those under which readers see comments."""
        return self.exclude(comments_hidden())

    def newest_first(self) -> Self:
        """The order of every list and of previous and next."""
        return self.order_by("-published_at", "-pk")

    def as_cards(self) -> Self:
        """What a list prints, in one query; reading more is an error."""
        return (
            self.with_photo_rights()
            .select_related("section", "lead_photo")
            .defer("body", "body_text")
            .fetch_mode(models.FETCH_RAISE)
        )

    def with_photo_rights(self) -> Self:
        """Adds ``photo_over``: whether the lead photo may not be shown any more."""
        over = Q(lead_photo__rights_end__lte=TransactionNow())
        return self.annotate(photo_over=Case(When(over, then=True), default=False))

    def search(self, words: str) -> Self:
        """Stories that hold all the words, each by the dictionary of its language."""
        return self.filter(matches(words))


AllColumns = models.Manager.from_queryset(ArticleQuerySet)


class ArticleManager(AllColumns):
    def get_queryset(self) -> ArticleQuerySet:
        # The search vector is as large as the text, and no page prints it.
        queryset: ArticleQuerySet = super().get_queryset().defer("search")  # type: ignore[assignment]
        return queryset
