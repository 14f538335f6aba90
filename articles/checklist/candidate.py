from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from articles import illustrating
from articles.models import Article, Byline, Contributor, Photo, PublishingPolicy


class Concern(NamedTuple):
    """What a check found: its sentence, and the field of the form to look at."""

    check: str
    sentence: str
    field: str
    forbids: bool


class Candidate:
    """A story, saved or not, with what several checks want to know of it."""

    def __init__(
        self,
        article: Article,
        at: datetime,
        policy: PublishingPolicy,
        names: Sequence[Contributor] | None,
    ) -> None:
        self.article, self.at, self.policy = article, at, policy
        self._names = names

    @cached_property
    def names(self) -> Sequence[Contributor]:
        if self._names is not None or self.article.pk is None:
            return self._names or []
        return names_over(self.article)

    @cached_property
    def photos(self) -> list[tuple[str, Photo]]:
        """Each with the field that it stands in, the lead photo first."""
        lead = self.article.lead_photo
        within = Photo.objects.in_bulk(illustrating.numbers(self.article.body))
        first = [("lead_photo", lead)] if lead else []
        return [*first, *(("body", photo) for photo in within.values())]


def names_over(article: Article) -> list[Contributor]:
    bylines = Byline.objects.filter(article=article).select_related("contributor")
    return [byline.contributor for byline in bylines]


# A field of the form, and a sentence about it.
Check = Callable[[Candidate], Iterator[tuple[str, str]]]
