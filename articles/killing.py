"""A killed story: its words, names, pictures and past out of reach, and sealed."""

from functools import partial

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from articles import history, renditions
from articles.models import (
    Article,
    ArticleStatus,
    Byline,
    CommentsMode,
    Correction,
    Photo,
    Revision,
    Seal,
    Tagging,
)
from newsroom.models import User


def seal(article: Article, *, by: User) -> Seal:
    """Put away all there is of a story, before it is taken out of reach."""
    photo = article.lead_photo
    content = {
        "story": history.content_of(article),
        "revisions": list(Revision.objects.filter(article=article).values()),
        "corrections": list(Correction.objects.filter(article=article).values()),
        "files": sorted(renditions.names(photo)) if photo else [],
        "original": photo.original.name if photo else "",
    }
    return Seal.objects.create(article=article, content=history.plainly(content), by=by)


def words(article: Article) -> None:
    article.headline = f"[{article.pk}]"
    article.standfirst = article.dateline = article.body = article.body_text = ""
    article.comments_mode = CommentsMode.HIDDEN
    article.save()


def names(article: Article) -> None:
    Byline.objects.filter(article=article).delete()
    Tagging.objects.filter(article=article).delete()
    Article.objects.filter(pk=article.pk).update(source_agency=None)


def past(article: Article) -> None:
    Revision.objects.filter(article=article).delete()
    Correction.objects.filter(article=article).delete()


def log(article: Article) -> None:
    """The admin's own log names each thing by its headline."""
    kind = ContentType.objects.get_for_model(Article)
    of_story = LogEntry.objects.filter(content_type=kind, object_id=f"{article.pk}")
    of_story.update(object_repr=f"[{article.pk}]", change_message="")


def picture(article: Article) -> None:
    """Its photo leaves the site, unless another story shows it too."""
    photo = article.lead_photo
    Article.objects.filter(pk=article.pk).update(lead_photo=None)
    others = Article.objects.exclude(status=ArticleStatus.KILLED)
    if photo is None or others.filter(lead_photo=photo).exists():
        return
    files = renditions.names(photo)
    Photo.objects.filter(pk=photo.pk).update(renditions=[], rights_end=timezone.now())
    transaction.on_commit(partial(renditions.forget, files))


STEPS = [words, names, past, log, picture]


def take_out_of_reach(article: Article, *, by: User) -> None:
    seal(article, by=by)
    for step in STEPS:
        step(article)
    article.refresh_from_db()
