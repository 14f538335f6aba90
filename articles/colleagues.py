"""What editors tell one another about a story: notes, and whose turn it is."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from articles import history
from articles.models import Article, ArticleStatus, Assignment, Note, Publication
from newsroom import outbox
from newsroom.models import User

UNPUBLISHED = [ArticleStatus.DRAFT, ArticleStatus.IN_REVIEW]
WRITE = "articles.change_article"
LETTER = "admin/articles/letters/assigned.txt"


def everybody() -> QuerySet[User]:
    """To whom a story can be given."""
    return User.objects.with_perm(WRITE).order_by("display_name", "username")


def sees_all(user: User | AnonymousUser) -> bool:
    """Others see their own stories and those given to them, until they are out."""
    return user.has_perm("articles.publish_article")


def mine(user: Any) -> Q:
    """Stories that somebody wrote, or was given, and that are not out.

    A union, because each part then has an index.
    """
    given = Assignment.objects.filter(to=user).values("article")
    own = Article.objects.filter(created_by=user, status__in=UNPUBLISHED)
    return Q(status__in=UNPUBLISHED) & Q(pk__in=own.values("pk").union(given))


def given_to(article: Article) -> User | None:
    found = Assignment.objects.filter(article=article).select_related("to").first()
    return found.to if found else None


@transaction.atomic
def write(article: Article, text: str, *, by: User) -> Note:
    """The record says that there was a note and keeps none of its words."""
    history.record(article, "note", article.status, by=by)
    return Note.objects.create(article=article, text=text, by=by)


@transaction.atomic
def assign(article: Article, to: User | None, *, by: User) -> None:
    """Give a story to somebody, or to nobody. Who is given one has a letter."""
    if to is None:
        Assignment.objects.filter(article=article).delete()
    else:
        told = {"to": to, "by": by, "at": timezone.now()}
        Assignment.objects.update_or_create(article=article, defaults=told)
        if to != by and to.email:
            tell(article, to, by)
    history.record(article, "assign", article.status, by=by, note=str(to or "–"))


def tell(article: Article, to: User, by: User) -> None:
    place = reverse("admin:articles_article_change", args=[article.pk])
    about = {
        "paper": outbox.isolated(Publication.objects.get().name),
        "who": outbox.isolated(str(by)),
        "headline": outbox.isolated(article.headline),
        "page": f"{settings.SITE_URL}{place}",
    }
    outbox.write(
        about=f"story {article.pk} given to {to.pk} at {timezone.now().isoformat()}",
        cause=f"story {article.pk} given",
        to=to.email,
        words=outbox.words_of(LETTER, to.language, about),
    )
