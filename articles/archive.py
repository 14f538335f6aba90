"""What appeared when: counts of days, and what pages made of them depend on."""

import datetime
from dataclasses import replace
from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    Max,
    Min,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from articles.models import Article, Day, Publication, Translation
from articles.models.stories import ArticleQuerySet
from articles.parts import (
    FURNITURE,
    PUBLISHED,
    epoch,
    newest,
    over_all,
    published,
)
from newsroom import pages
from newsroom.pages import Given, Part

FIRST, LAST = Given("first", DateField()), Given("last", DateField())


def between(first: Any, last: Any) -> ArticleQuerySet:
    """Published stories with one of these days in their address."""
    return Article.objects.all().filter(
        PUBLISHED, first_published_on__gte=first, first_published_on__lte=last
    )


def scheduled(stories: QuerySet[Article]) -> QuerySet[Article]:
    return stories.filter(published_at__gt=TransactionNow())


def expiring(stories: QuerySet[Article]) -> QuerySet[Article]:
    return stories.filter(expires_at__gt=TransactionNow())


def some_days() -> QuerySet[Publication]:
    """The subject of an archive page: nothing where no story can be read."""
    live = between(FIRST, LAST).live()
    return Publication.objects.filter(Exists(live), pk=1)


def values() -> dict[str, Any]:
    """A day's version covers what editors do; the clock does the rest, and each of
    its steps leaves one story fewer to come or to go."""
    stories = between(FIRST, LAST)
    days = Day.objects.filter(day__gte=FIRST, day__lte=LAST)
    return {
        "days": over_all(days, Sum("version")),
        "scheduled": Coalesce(over_all(scheduled(stories), Count("pk")), Value(0)),
        "expiring": Coalesce(over_all(expiring(stories), Count("pk")), Value(0)),
    }


def moments() -> list[Any]:
    stories = between(FIRST, LAST)
    return [
        over_all(scheduled(stories), Min("published_at")),
        over_all(expiring(stories), Min("expires_at")),
    ]


def counts(first: datetime.date, last: datetime.date) -> dict[datetime.date, int]:
    """How many stories can be read of each day that has any: two queries."""
    kept = Day.objects.within(first, last)
    found = dict(kept.values_list("day", "stories"))
    now = TransactionNow()
    uncounted = Q(published_at__gt=now, expires_at=None) | Q(
        published_at__lte=now, expires_at__gt=now
    )
    difference = Sum(Case(When(expires_at=None, then=Value(-1)), default=Value(1)))
    rows = between(first, last).filter(uncounted).order_by()
    by_day = rows.values("first_published_on").annotate(difference=difference)
    for day, more in by_day.values_list("first_published_on", "difference"):
        assert day is not None  # noqa: S101 (the database sees to it)
        found[day] = found.get(day, 0) + more
    return {day: found[day] for day in sorted(found) if found[day]}


def months(first: datetime.date, last: datetime.date) -> dict[datetime.date, int]:
    found: dict[datetime.date, int] = {}
    for day, stories in counts(first, last).items():
        month = day.replace(day=1)
        found[month] = found.get(month, 0) + stories
    return found


def changes() -> dict[datetime.date, datetime.datetime]:
    """When something last changed in each month."""
    rows = Day.objects.order_by().values("day__year", "day__month")
    by_month = rows.annotate(changed=Max("changed_at")).order_by(
        "day__year", "day__month"
    )
    return {
        datetime.date(row["day__year"], row["day__month"], 1): row["changed"]
        for row in by_month
    }


def register() -> None:
    pages.add("archive", FURNITURE)
    days = Part(
        "days",
        values=values,
        moments=moments,
        keys=lambda _facts: ("archive",),
        parameters=frozenset({"before"}),
    )
    pages.add("archive", days)
    pages.add("month sitemap", replace(days, parameters=frozenset()))
    # Where the translations of its stories stand, which may be of any month.
    others = Translation.objects.all()
    told = Part(
        "translations",
        values=lambda: {
            "epoch": epoch("translations"),
            "appeared": newest(others, "listed_at"),
            "expired": newest(published(), "expires_at"),
        },
    )
    pages.add("month sitemap", told)
