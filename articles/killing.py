"""A killed story: its words, names, pictures and past out of reach, and sealed."""

from functools import partial

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles import history, placing, renditions
from articles.models import (
    Article,
    ArticleStatus,
    Byline,
    CommentsMode,
    Correction,
    Illustration,
    Note,
    Photo,
    PlannedChange,
    Revision,
    Seal,
    Tagging,
    Unsaved,
)
from newsroom.models import User


def seal(article: Article, *, by: User) -> Seal:
    """Put away all there is of a story, before it is taken out of reach."""
    photo = article.lead_photo
    shown = photos_of(article)
    content = {
        "story": history.content_of(article),
        "revisions": list(Revision.objects.filter(article=article).values()),
        "notes": list(Note.objects.filter(article=article).values()),
        "planned": list(PlannedChange.objects.filter(article=article).values()),
        "corrections": list(Correction.objects.filter(article=article).values()),
        "photos": [one.pk for one in shown],
        "files": sorted(set().union(*map(renditions.names, shown))),
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
    Note.objects.filter(article=article).delete()
    PlannedChange.objects.filter(article=article).delete()
    Unsaved.objects.filter(article=article).delete()


def log(article: Article) -> None:
    """The admin's own log names each thing by its headline."""
    kind = ContentType.objects.get_for_model(Article)
    of_story = LogEntry.objects.filter(content_type=kind, object_id=f"{article.pk}")
    of_story.update(object_repr=f"[{article.pk}]", change_message="")


def photos_of(article: Article) -> list[Photo]:
    """Over its text and within it."""
    shown = Q(pk=article.lead_photo_id) | Q(illustrations__article=article)
    return list(Photo.objects.filter(shown).distinct())


def is_shown(photo: Photo) -> bool:
    """Whether a story that was not killed shows it, over its text or within."""
    others = Article.objects.exclude(status=ArticleStatus.KILLED)
    here = Q(lead_photo=photo) | Q(illustrations__photo=photo)
    return others.filter(here).exists()


def pictures(article: Article) -> None:
    """Its photos leave the site, but for those that another story shows too."""
    shown = photos_of(article)
    Article.objects.filter(pk=article.pk).update(lead_photo=None)
    Illustration.objects.filter(article=article).delete()
    for photo in shown:
        if is_shown(photo):
            continue
        made = renditions.names(photo)
        ended = {"renditions": [], "rights_end": timezone.now()}
        Photo.objects.filter(pk=photo.pk).update(**ended)
        transaction.on_commit(partial(placing.forget, made))


STEPS = [words, names, past, log, pictures]


def take_out_of_reach(article: Article, *, by: User) -> None:
    seal(article, by=by)
    for step in STEPS:
        step(article)
    article.refresh_from_db()
