from typing import Any

from django import template
from django.core.files.storage import default_storage

from articles.models import Photo

register = template.Library()


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
    return {
        "photo": photo,
        "shown": next(reversed(jpeg), None),
        "src": usual and default_storage.url(usual["name"]),
        "avif": sources(avif),
        "jpeg": sources(jpeg),
        "sizes": sizes,
        "priority": priority,
        "focus": f"focus-x-{tenth(photo.focal_x)} focus-y-{tenth(photo.focal_y)}",
    }


def tenth(percent: int) -> int:
    """The style sheet has a class for each tenth; style attributes are not allowed."""
    return round(percent, -1)


def sources(made: list[dict[str, Any]]) -> str:
    return ", ".join(
        f"{default_storage.url(one['name'])} {one['width']}w" for one in made
    )
