"""Photos within a story's text: the text names them, and the page shows them."""

import re
from collections.abc import Iterable, Mapping

from django.template.loader import render_to_string

from articles.models import Article, Illustration, Photo
from articles.rendering import PHOTO, trusted

Photos = Mapping[int, Photo]
IN_PAGES, IN_FEEDS = "articles/_body_figure.html", "articles/feed_figure.html"


def numbers(body: str) -> set[int]:
    return {int(found[1]) for found in PHOTO.finditer(body)}


def usable(bodies: Iterable[str]) -> Photos:
    """The photos that stand in some texts and may be shown: a query, or none."""
    ids = set().union(*(numbers(body) for body in bodies))
    return Photo.objects.usable().in_bulk(ids) if ids else {}


def shown(
    body: str,
    photos: Photos | None = None,
    template: str = "articles/_body_figure.html",
) -> str:
    """A cleaned text as HTML, its photos in their places. What may not be shown is
    left out with its caption."""
    known = usable([body]) if photos is None else photos

    def figure(place: re.Match[str]) -> str:
        photo = known.get(int(place[1]))
        ready = photo is not None and photo.usual()
        return render_to_string(template, {"photo": photo}) if ready else ""

    return trusted(PHOTO.sub(figure, body))


def settle(article: Article) -> None:
    """After a save: which photos the text holds. One that is no more is passed over."""
    named = numbers(article.body)
    there = set(
        Illustration.objects.filter(article=article).values_list("photo", flat=True)
    )
    Illustration.objects.filter(article=article, photo__in=there - named).delete()
    new = Photo.objects.filter(pk__in=named - there)
    Illustration.objects.bulk_create(
        Illustration(article=article, photo=photo) for photo in new
    )
