from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from articles import renditions
from articles.models import Photo
from newsroom.media import address


def thumbnail(photo: Photo | None, width: int = 320) -> str:
    """The smallest rendition that is so wide; words where there is none yet."""
    if photo is None:
        return "–"
    ladder = photo.made("jpeg")
    wide = [one for one in ladder if one["width"] >= width]
    made = next(iter(wide or reversed(ladder)), None)
    sizes = {"width": width, "height": 0}
    if made:
        sizes["width"] = min(width, made["width"])
        sizes["height"] = round(made["height"] * sizes["width"] / made["width"])
    src = made and (seen_by_staff(photo) or address(made["name"]))
    told = {} if made else {"progress": renditions.progress(photo)}
    context = {"photo": photo, "src": src, **sizes, **told}
    return render_to_string("admin/articles/_thumbnail.html", context)


def seen_by_staff(photo: Photo) -> str:
    """The address of a picture that readers do not get any more, or nothing."""
    if photo.rights_end is None or photo.rights_end > timezone.now():
        return ""
    return reverse("admin:articles_photo_small", args=[photo.pk])
