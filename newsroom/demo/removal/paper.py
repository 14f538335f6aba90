"""What stood around the demo's stories: photos, people, topics, sections, pages."""

from functools import partial
from typing import Any

from django.db import models, transaction

from articles import placing
from articles.models import Article, Page, Photo, Publication
from newsroom.demo import paper, photos
from newsroom.demo.content import table
from newsroom.demo.removal.report import Report


def remove(report: Report) -> None:
    remove_photos(report)
    for kind in ("contributor", "topic", "section"):
        for row in paper.rows(kind):
            found = paper.KINDS[kind]._default_manager.filter(slug=row["slug"])
            remove_row(kind, found.first(), row, report)
    for text in paper.pages():
        said = {"title": text.head["title"], "body": paper.body(text)}
        page = Page.objects.filter(slug=text.slug).first()
        remove_row("page", page, said, report)
    forget_name(report)


def remove_row(
    kind: str, row: models.Model | None, said: dict[str, Any], report: Report
) -> None:
    """Delete it unless it says something else by now, or something needs it."""
    if row is None:
        return
    if any(getattr(row, name) != value for name, value in said.items()):
        report.keep(f"the {kind} “{row}”", "it was edited here")
        return
    try:
        with transaction.atomic():
            row.delete()
    except models.ProtectedError:
        report.keep(f"the {kind} “{row}”", "stories that stay use it", own=False)
    else:
        report.removed[f"{kind}s"] += 1


def remove_photos(report: Report) -> None:
    captions = {said["caption"] for said in table("photos").values()}
    for photo in photos.found():
        if Article.objects.filter(lead_photo=photo).exists():
            report.keep(f"the photo “{photo}”", "a story shows it", own=False)
        elif photo.caption not in captions:
            report.keep(f"the photo “{photo}”", "its caption was edited here")
        else:
            photo.delete()
            transaction.on_commit(partial(remove_files, photo))
            report.removed["photos"] += 1


def remove_files(photo: Photo) -> None:
    photo.original.storage.delete(str(photo.original.name))
    placing.forget({rendition["name"] for rendition in photo.renditions})


def forget_name(report: Report) -> None:
    """The site is nobody's again, unless somebody has named it."""
    said = table("paper")["publication"]
    fresh = Publication()
    plain = {name: getattr(fresh, name) for name in said}
    if Publication.objects.filter(**said).update(**plain):
        report.removed["name of the newspaper"] += 1
