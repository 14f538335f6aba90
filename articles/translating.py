"""Stories that tell the same in other languages: put together by editors, and shown."""

import datetime
from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import uuid4

from django.db import transaction
from django.db.models import QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Article, Publication, Translation
from articles.models.languages import OWN_NAMES, Language, direction_of
from articles.refusals import Refused
from articles.syndication import absolute
from newsroom.postgres.statements import Statement


class Alternate(NamedTuple):
    """One text in one language, and where it stands."""

    language: str
    url: str
    headline: str = ""

    @property
    def name(self) -> str:
        """As those who speak the language write it."""
        return OWN_NAMES[self.language]

    @property
    def direction(self) -> str:
        return direction_of(self.language)

    @property
    def address(self) -> str:
        return absolute(self.url)


def elsewhere(article: Article) -> list[Alternate]:
    """The other languages of a story that was asked for with ``translations()``."""
    rows: list[dict[str, Any]] = getattr(article, "translations", None) or []
    found: dict[str, Alternate] = {}
    for row in rows:
        if row["language"] != article.language:
            place = Alternate(row["language"], address_of(row), row["headline"])
            found.setdefault(row["language"], place)
    return [found[language] for language in sorted(found)]


def address_of(row: dict[str, Any]) -> str:
    day = datetime.date.fromisoformat(row["day"])
    place = [f"{day:%Y}", f"{day:%m}", f"{day:%d}", row["slug"]]
    return reverse("articles:story", args=place)


def alternates(article: Article, paper_language: str) -> list[tuple[str, str]]:
    """What search services are told: every language, itself among them, and a default.

    Nothing for a story that stands alone. The default is the paper's own language
    where there is one, else the story that appeared first.
    """
    others = elsewhere(article)
    if not others:
        return []
    own = Alternate(article.language, article.get_absolute_url())
    places = {place.language: place.address for place in (own, *others)}
    default = places.get(paper_language) or first(article, places)
    named = sorted(places.items())
    return [*named, ("x-default", default)]


def first(article: Article, places: dict[str, str]) -> str:
    rows: list[dict[str, Any]] = article.translations  # type: ignore[attr-defined]
    oldest = rows[0]
    at = datetime.datetime.fromisoformat(oldest["at"])
    assert article.published_at is not None  # noqa: S101 (only live stories are asked)
    is_older = (at, oldest["pk"]) < (article.published_at, article.pk)
    return places[oldest["language"] if is_older else article.language]


def languages_of_live() -> QuerySet[Publication, Any]:
    """For each language the newest story in it, which its index has at its end."""
    newest = Article.objects.live().newest_first().values("pk")
    asked = {
        code: Subquery(newest.filter(language=code)[:1]) for code in Language.values
    }
    paper = Publication.objects.filter(pk=1).annotate(**asked)
    return paper.values_list(*Language.values)


IN_USE: Statement[tuple[int | None, ...]] = Statement(languages_of_live)


def fronts(paper_language: str) -> list[Alternate]:
    """The front pages there are: the paper's own, and one for each other language
    that a live story is in. One query, an index for each language.
    """
    in_use = zip(Language.values, IN_USE.ask()[0], strict=True)
    others = [code for code, newest in in_use if newest and code != paper_language]
    own = Alternate(paper_language, "/")
    return [own, *(Alternate(code, f"/{code}/") for code in others)]


def of_fronts(places: list[Alternate]) -> list[tuple[str, str]]:
    if len(places) == 1:
        return []
    named = [(place.language, place.address) for place in places]
    return [*named, ("x-default", places[0].address)]


def group_of(article: Article) -> list[Article]:
    """All stories of its group but itself, whether they are live or not."""
    mine = Translation.objects.filter(article=article).values("group")
    together = Article.objects.filter(translation__group__in=mine)
    together = together.defer("body", "body_text", "search")
    return list(together.exclude(pk=article.pk).order_by("language", "pk"))


@transaction.atomic
def join(article: Article, other: Article) -> None:
    """Put two stories, and all that each is together with, into one group."""
    if article.pk == other.pk:
        raise Refused(_("A story is no translation of itself."))
    groups = [row.group for row in rows_of((article, other))]
    members = Article.objects.filter(translation__group__in=groups)
    languages = dict(members.values_list("pk", "language"))
    languages |= {article.pk: article.language, other.pk: other.language}
    if len(set(languages.values())) < len(languages):
        raise Refused(_("There is already a story in that language."))
    group = groups[0] if groups else uuid4()
    Translation.objects.filter(group__in=groups).update(group=group)
    for one in (article, other):
        Translation.objects.get_or_create(article=one, defaults={"group": group})


def rows_of(articles: Iterable[Article]) -> list[Translation]:
    """Locked, in one order: two editors who join at once do not wait in a circle."""
    ids = sorted(article.pk for article in articles)
    groups = Translation.objects.filter(article__in=ids).values("group")
    rows = Translation.objects.filter(group__in=groups).order_by("pk")
    return list(rows.select_for_update())


@transaction.atomic
def leave(article: Article) -> None:
    """Take a story out of its group; who is left alone then is in none."""
    group = [row.pk for row in rows_of([article]) if row.pk != article.pk]
    alone = group if len(group) == 1 else []
    Translation.objects.filter(pk__in=[article.pk, *alone]).delete()
