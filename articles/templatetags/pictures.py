from typing import Any

from django import template
from django.core.files.storage import default_storage

from articles.models import Photo

register = template.Library()


@register.inclusion_tag("articles/_picture.html")
def picture(photo: Photo, sizes: str, priority: bool = False) -> dict[str, Any]:
    """A photo at the widths that were made of it; nothing while none is made."""
    webp = of_format(photo, "webp")
    jpeg = of_format(photo, "jpeg")
    shown = next(reversed(jpeg or webp), None)
    return {
        "photo": photo,
        "shown": shown,
        "src": shown and default_storage.url(shown["name"]),
        "srcset": sources(webp),
        "sizes": sizes,
        "priority": priority,
        "focus": f"focus-x-{tenth(photo.focal_x)} focus-y-{tenth(photo.focal_y)}",
    }


def tenth(percent: int) -> int:
    """The style sheet has a class for each tenth; style attributes are not allowed."""
    return round(percent, -1)


def of_format(photo: Photo, kind: str) -> list[dict[str, Any]]:
    return [made for made in photo.renditions if made["format"] == kind]


def sources(made: list[dict[str, Any]]) -> str:
    return ", ".join(
        f"{default_storage.url(one['name'])} {one['width']}w" for one in made
    )
