"""The files that readers get of a photo, and where they lie.

Those of a photo whose rights will end lie in a folder of their own, where a server in
front of the site does not look: it asks the site for them, and the site asks the
database whether they may still be shown, and for how long they may be kept.
"""

from datetime import timedelta
from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db.models import DurationField, ExpressionWrapper, F

from articles.models import Photo

LIMITED = "limited"


def place_of(name: str, *, is_limited: bool) -> str:
    return f"{LIMITED}/{name}" if is_limited else name


def places_of(name: str) -> list[str]:
    """For some seconds after its rights were given an end, a file lies where it lay."""
    return [place_of(name, is_limited=limited) for limited in (False, True)]


def is_there(name: str) -> bool:
    return any(map(default_storage.exists, places_of(name)))


def is_limited(name: str) -> bool:
    """As far as one can tell without the database."""
    return default_storage.exists(place_of(name, is_limited=True))


def opened(name: str) -> File | None:
    found = (place for place in places_of(name) if default_storage.exists(place))
    place = next(found, None)
    return default_storage.open(place) if place else None


def forget(names: set[str]) -> None:
    for name in names:
        for place in places_of(name):
            default_storage.delete(place)


def time_left(name: str) -> timedelta | None:
    """Until the rights of its photo end; nothing for one that has no end."""
    left = ExpressionWrapper(F("rights_end") - TransactionNow(), DurationField())
    shown = Photo.objects.filter(
        rights_end__isnull=False, renditions__contains=[{"name": name}]
    )
    found: timedelta | None = shown.values_list(left, flat=True).first()
    return found


def is_settled(photo: Photo) -> bool:
    told = {made.get(LIMITED, False) for made in photo.renditions}
    return told <= {photo.rights_end is not None}


def settle(photo: Photo) -> None:
    """Every file where it belongs now that rights have an end, or none any more."""
    is_limited = photo.rights_end is not None
    for made in photo.renditions:
        here = place_of(made["name"], is_limited=not is_limited)
        there = place_of(made["name"], is_limited=is_limited)
        if default_storage.exists(here):
            if not default_storage.exists(there):
                with default_storage.open(here) as file:
                    default_storage.save(there, file)
            default_storage.delete(here)
    if not is_settled(photo):
        kept: list[dict[str, Any]] = [
            made | {LIMITED: is_limited} for made in photo.renditions
        ]
        Photo.objects.filter(pk=photo.pk).update(renditions=kept)
