import datetime

from django.http import Http404
from django.urls import register_converter

from articles.models.languages import Language


class Year:
    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int | str) -> str:
        return f"{int(value):04d}"


class TwoDigits(Year):
    regex = "[0-9]{2}"

    def to_url(self, value: int | str) -> str:
        return f"{int(value):02d}"


class Slug:
    """One segment. Whether it names something, and in which spelling, a view says."""

    # Combining marks are not \w: vowel signs of many scripts need "anything but".
    # PostgreSQL takes no NUL.
    regex = r"[^/?#\s\0]{1,100}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class LanguageCode(Slug):
    """A language that texts can be in: no section has such an address."""

    regex = "|".join(Language.values)


register_converter(LanguageCode, "language")
register_converter(Year, "year")
register_converter(TwoDigits, "two")
register_converter(Slug, "word")


def day_or_404(year: int, month: int, day: int) -> datetime.date:
    """The day that an address names; the thirtieth of February is not found."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise Http404 from None
