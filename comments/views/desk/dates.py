"""Days and moments in words: the desk shows the same ones again and again."""

from datetime import date, datetime
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language


def in_words(at: date, style: str) -> str:
    """Of a day, or of a moment by the clock that it is shown by."""
    if isinstance(at, datetime):
        # Moments are equal on different clocks; what those show is not.
        at = at.replace(tzinfo=None)
    return kept_words(at, style, get_language())


@lru_cache(4096)
def kept_words(at: date, style: str, language: str | None) -> str:
    return date_format(at, style)
