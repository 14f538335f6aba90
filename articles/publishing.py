"""The editorial acts. Nothing else sets a story's status or its dates."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, ArticleStatus, PastAddress
from articles.rendering import clean, plain
from newsroom.models import User

Status = ArticleStatus
MOVES: dict[str, set[str]] = {
    Status.DRAFT: {Status.IN_REVIEW, Status.PUBLISHED, Status.KILLED},
    Status.IN_REVIEW: {Status.DRAFT, Status.PUBLISHED, Status.KILLED},
    Status.PUBLISHED: {Status.DRAFT, Status.WITHDRAWN, Status.KILLED},
    Status.WITHDRAWN: {Status.PUBLISHED, Status.DRAFT, Status.KILLED},
    Status.KILLED: set(),
}


class Refused(Exception):
    """The act is not possible; the message says why, in words for an editor."""


def prepare(article: Article) -> None:
    """Clean the body and make its plain words. Call before every save of the text."""
    article.body = clean(article.body)
    article.body_text = plain(article.body)


@transaction.atomic
def save(article: Article, *, read_version: int | None = None) -> None:
    """Write a story's text. Refused when somebody saved it since ``read_version``."""
    prepare(article)
    if read_version is not None:
        current = (
            Article.objects.select_for_update(of=("self",))
            .filter(pk=article.pk)
            .values_list("version", flat=True)
            .first()
        )
        if current is not None and current != read_version:
            raise Refused(_("Somebody else saved this story while you were writing."))
    article.save()
    remember_address(article)


def submit(article: Article, *, by: User) -> None:
    _move(article, Status.IN_REVIEW)


@transaction.atomic
def publish(article: Article, *, by: User, at: datetime | None = None) -> None:
    """Clear a story to run, now or at a time. Its time decides when readers see it.

    The day in its address follows the schedule while that is ahead, and stays once
    the story has appeared.
    """
    if not article.body_text.strip():
        raise Refused(_("A story without a text cannot be published."))
    now = timezone.now()
    appeared = (
        article.first_published_on is not None
        and article.published_at is not None
        and article.published_at <= now
    )
    kept = article.published_at if appeared else None
    moment = at or kept or now
    if article.expires_at and article.expires_at <= moment:
        raise Refused(_("The story would expire before it appears."))
    article.published_at = moment
    if not appeared:
        article.first_published_on = timezone.localdate(moment)
    _move(article, Status.PUBLISHED, "published_at", "first_published_on")
    remember_address(article)


def unpublish(article: Article, *, by: User) -> None:
    """Back to draft: its address answers as if it had never been."""
    if article.published_at is not None and article.published_at > timezone.now():
        # It never appeared: another schedule may give it another day.
        article.published_at = article.first_published_on = None
    _move(article, Status.DRAFT, "published_at", "first_published_on")


def withdraw(article: Article, *, by: User) -> None:
    """Taken down: its address says that it is gone."""
    _move(article, Status.WITHDRAWN)


def update(article: Article, *, by: User) -> None:
    """Tell readers that the published text was updated by its editors."""
    article.updated_at = timezone.now()
    article.save(update_fields=["updated_at"])


def _move(article: Article, to: ArticleStatus, *also: str) -> None:
    was = ArticleStatus(article.status)
    if to not in MOVES[was] and not (was == to == Status.PUBLISHED):
        raise Refused(
            _("A story cannot go from “%(was)s” to “%(to)s”.")
            % {"was": was.label, "to": to.label}
        )
    fields = {name: getattr(article, name) for name in also}
    as_read = Article.objects.filter(pk=article.pk, status=was)
    if not as_read.update(status=to, saved_at=timezone.now(), **fields):
        raise Refused(_("Somebody else changed this story’s status just now."))
    article.status = to
    article.refresh_from_db(fields=["version"])


def remember_address(article: Article) -> None:
    """Keep every path that a story ever had, so that no link to it breaks."""
    if article.first_published_on is None:
        return
    PastAddress.objects.get_or_create(
        path=article.get_absolute_url(),
        defaults={"slug": article.slug, "article": article},
    )


def slug_is_taken(slug: str, article: Article) -> bool:
    """Whether another story has, or ever had, this slug."""
    others = Article.objects.filter(slug=slug).exclude(pk=article.pk)
    past = PastAddress.objects.filter(slug=slug, article__isnull=False)
    return others.exists() or past.exclude(article=article.pk).exists()
