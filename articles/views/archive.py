import calendar
import datetime
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from articles import pages
from articles.archive import between, counts, months
from articles.converters import day_or_404
from articles.cursors import Cursor
from articles.elsewhere import nothing_here
from newsroom.pages import Rendered

PER_PAGE = 50
EVER = (datetime.date.min, datetime.date.max)


class Entry(NamedTuple):
    """A part of the archive, and how many stories are in it."""

    url: str
    day: datetime.date
    stories: int


def months_as_entries(first: datetime.date, last: datetime.date) -> list[Entry]:
    return [
        Entry(reverse("articles:month", args=[day.year, day.month]), day, stories)
        for day, stories in months(first, last).items()
    ]


@pages.ARCHIVE.view(missing=nothing_here)
def years_of(
    request: HttpRequest, first: datetime.date, last: datetime.date
) -> Rendered:
    return pages.rendered(
        request,
        "articles/archive.html",
        entries=months_as_entries(first, last)[::-1],
        canonical="/archive/",
    )


@pages.ARCHIVE.view(missing=nothing_here)
def year_of(
    request: HttpRequest, first: datetime.date, last: datetime.date
) -> Rendered:
    return pages.rendered(
        request,
        "articles/year.html",
        year=first.year,
        entries=months_as_entries(first, last),
        canonical=reverse("articles:year", args=[first.year]),
    )


@pages.ARCHIVE.view(missing=nothing_here)
def month_of(
    request: HttpRequest, first: datetime.date, last: datetime.date
) -> Rendered:
    entries = [
        Entry(
            reverse("articles:day", args=[day.year, day.month, day.day]), day, stories
        )
        for day, stories in counts(first, last).items()
    ]
    return pages.rendered(
        request,
        "articles/month.html",
        month=first,
        entries=entries,
        canonical=reverse("articles:month", args=[first.year, first.month]),
    )


@pages.ARCHIVE.view(missing=nothing_here)
def day_of(request: HttpRequest, first: datetime.date, last: datetime.date) -> Rendered:
    cursor = Cursor.read(request.GET.get("before", ""))
    shown, older = cursor.page(between(first, last).live().as_cards(), PER_PAGE)
    return pages.rendered(
        request,
        "articles/day.html",
        day=first,
        articles=shown,
        older=older,
        canonical=reverse("articles:day", args=[first.year, first.month, first.day]),
    )


def years(request: HttpRequest) -> HttpResponse:
    return years_of(request, first=EVER[0], last=EVER[1])


def year(request: HttpRequest, year: int) -> HttpResponse:
    first = day_or_404(year, 1, 1)
    return year_of(request, first=first, last=first.replace(month=12, day=31))


def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    first, last = month_from(year, month)
    return month_of(request, first=first, last=last)


def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    found = day_or_404(year, month, day)
    return day_of(request, first=found, last=found)


def month_from(year: int, month: int) -> tuple[datetime.date, datetime.date]:
    """Its first and its last day."""
    first = day_or_404(year, month, 1)
    _weekday, days = calendar.monthrange(year, month)
    return first, first.replace(day=days)
