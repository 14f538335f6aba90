"""Killing by two persons, where the policy asks for it: one asks, another confirms."""

from django.conf import settings
from django.urls import reverse

from articles import history
from articles.models import Act, Article, Publication, PublishingPolicy
from newsroom import outbox
from newsroom.models import User

KILL = "articles.kill_article"
LETTER = "admin/articles/letters/asked_to_kill.txt"


def asked(article: Article) -> Act | None:
    """Who asked that it be killed, unless it was published again since."""
    acts = Act.objects.filter(article=article, act__in=["ask", "publish"])
    last = acts.select_related("by").order_by("-pk").first()
    return last if last and last.act == "ask" else None


def is_enough(article: Article, by: User) -> bool:
    """Whether this person's press kills it."""
    if not PublishingPolicy.objects.get().kill_by_two:
        return True
    first = asked(article)
    return first is not None and first.by_id != by.pk


def ask(article: Article, *, by: User, reason: str) -> None:
    """Put it on record, and tell everybody else who may kill."""
    history.record(article, "ask", article.status, by=by, note=reason)
    place = reverse("admin:articles_article_change", args=[article.pk])
    about = {
        "paper": outbox.isolated(Publication.objects.get().name),
        "who": outbox.isolated(str(by)),
        "headline": outbox.isolated(article.headline),
        "page": f"{settings.SITE_URL}{place}",
    }
    request = Act.objects.filter(article=article, act="ask").latest("pk")
    for user in User.objects.with_perm(KILL).exclude(pk=by.pk).exclude(email=""):
        outbox.write(
            about=f"story {article.pk} asked to be killed, {request.pk}, to {user.pk}",
            cause=f"story {article.pk} asked to be killed",
            to=user.email,
            words=outbox.words_of(LETTER, user.language, about),
        )
