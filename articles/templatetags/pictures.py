from fractions import Fraction
from functools import lru_cache
from typing import Any

from django import template

from articles.models import Photo, Publication
from articles.syndication import absolute
from newsroom.media import address

register = template.Library()
# What the narrowest phone has room for where no style sheet arrives.
ROOM = 272


@register.inclusion_tag("articles/_picture.html")
def picture(
    photo: Photo, sizes: str, crop: str = "", priority: bool = False
) -> dict[str, Any]:
    """A photo at the widths that were made of it; nothing while none is made.

    Of a photo that has no such crop yet the whole is taken, and the page cuts it.
    """
    avif = photo.made("avif", crop)
    jpeg = photo.made("jpeg", crop)
    usual = photo.usual(crop)
    largest = next(reversed(jpeg), None)
    return {
        "photo": photo,
        "shown": largest and stated(largest["width"], largest["height"]),
        "src": usual and address(usual["name"]),
        "avif": sources(avif),
        "jpeg": sources(jpeg),
        "sizes": sizes,
        "priority": priority,
        "focus": f"focus-x-{tenth(photo.focal_x)} focus-y-{tenth(photo.focal_y)}",
    }


@register.inclusion_tag("_logo.html")
def logo(paper: Publication) -> dict[str, Any]:
    """The paper's mark, or its name. Which of two marks shows, the style sheet says."""
    marks = [(paper.logo, "light"), (paper.logo_dark, "dark")]
    return {
        "name": paper.name,
        "marks": [
            {"src": address(made["name"]), "scheme": scheme}
            | stated(made["width"], made["height"])
            for made, scheme in marks
            if made
        ],
    }


@register.inclusion_tag("articles/_feed_picture.html")
def feed_picture(photo: Photo) -> dict[str, Any]:
    """For programs that take one file by its whole address."""
    made = photo.usual()
    return {
        "photo": photo,
        "made": made,
        "src": made and absolute(address(made["name"])),
    }


@lru_cache(1024)
def stated(width: int, height: int) -> dict[str, int]:
    """The size that a picture's element states: of its very shape, by which room is
    kept for it, and no wider than a phone without styles. Styles say how wide it is."""
    most = min(width, ROOM)
    shape = Fraction(height, width).limit_denominator(most)
    times = most // shape.denominator
    return {
        "width": shape.denominator * times,
        "height": max(1, shape.numerator * times),
    }


def tenth(percent: int) -> int:
    """The style sheet has a class for each tenth; style attributes are not allowed."""
    return round(percent, -1)


def sources(made: list[dict[str, Any]]) -> str:
    return ", ".join(f"{address(one['name'])} {one['width']}w" for one in made)
