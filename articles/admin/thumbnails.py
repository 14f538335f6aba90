from django.core.files.storage import default_storage
from django.template.loader import render_to_string

from articles import renditions
from articles.models import Photo


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
    src = made and default_storage.url(made["name"])
    told = {} if made else {"progress": renditions.progress(photo)}
    context = {"photo": photo, "src": src, **sizes, **told}
    return render_to_string("admin/articles/_thumbnail.html", context)
