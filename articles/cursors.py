import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest
from typing import Self

from django.db.models import Q, QuerySet

from articles.models import Article, Byline, Tagging


@dataclass(frozen=True)
class Cursor:
    """A place in a list, newest first: the moment and the id of the last story seen.

    Pages by place and not by number cost the same at any depth, and a story that
    appears meanwhile shifts nothing.
    """

    moment: datetime.datetime | None = None
    pk: int = 0

    @classmethod
    def read(cls, written: str) -> Self:
        """A cursor from an address. A forged or stale one starts at the newest."""
        seconds, _dot, pk = written.partition(".")
        if not (seconds.isdecimal() and pk.isdecimal()) or len(written) > 40:
            return cls()
        try:
            moment = datetime.datetime.fromtimestamp(
                int(seconds) / 1_000_000, tz=datetime.UTC
            )
        except (ValueError, OverflowError, OSError):
            return cls()
        return cls(moment, min(int(pk), 2**63 - 1))

    @classmethod
    def at(cls, article: Article) -> str:
        moment = article.published_at
        assert moment is not None  # noqa: S101 (lists hold published stories)
        return cls.written(moment, article.pk)

    @staticmethod
    def written(moment: datetime.datetime, pk: int) -> str:
        elapsed = moment - datetime.datetime.fromtimestamp(0, tz=datetime.UTC)
        return f"{elapsed // datetime.timedelta(microseconds=1)}.{pk}"

    def newest_of(
        self, rows: Iterable[tuple[datetime.datetime | None, int]], size: int
    ) -> list[int]:
        """Ids of the newest from here on, of moments and ids that are all at hand."""
        places = [(moment, pk) for moment, pk in rows if moment is not None]
        if self.moment is not None:
            here = (self.moment, self.pk)
            places = [place for place in places if place < here]
        return [pk for _moment, pk in nlargest(size, places)]

    def page(
        self, stories: QuerySet[Article], size: int
    ) -> tuple[list[Article], str | None]:
        """The stories from here on, and the cursor of what follows them."""
        if self.moment is not None:
            older = Q(published_at__lt=self.moment) | Q(pk__lt=self.pk)
            stories = stories.filter(older, published_at__lte=self.moment)
        found = list(stories.order_by("-published_at", "-pk")[: size + 1])
        more = len(found) > size
        return found[:size], (self.at(found[size - 1]) if more else None)

    def page_of(
        self, belongings: QuerySet[Byline] | QuerySet[Tagging], size: int
    ) -> tuple[list[Article], str | None]:
        """The live stories that these belong to, as cards, found by their own index."""
        ids = self.listed(belongings, size)
        return self.page(Article.objects.live().filter(pk__in=ids).as_cards(), size)

    def listed(
        self, belongings: QuerySet[Byline] | QuerySet[Tagging], size: int
    ) -> list[int]:
        """Ids of the stories they belong to, from here on, by their own index."""
        named = belongings.filter(listed_at__isnull=False)
        if self.moment is not None:
            older = Q(listed_at__lt=self.moment) | Q(article__lt=self.pk)
            named = named.filter(older, listed_at__lte=self.moment)
        # A few more than a page: some may be scheduled, expired or named twice.
        rows = named.order_by("-listed_at", "-article").values_list(
            "article", flat=True
        )
        return list(rows[: size * 2 + 1])
