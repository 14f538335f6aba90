"""Scheduled stories that would not pass the checks any more: who cleared them is told.

They appear all the same: a person cleared them, and the minute was promised.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from articles import agenda, colleagues
from articles.models import Act, Article, Publication
from newsroom import outbox
from newsroom.models import User

AHEAD = timedelta(hours=24)
MOST = 500
LETTER = "admin/articles/letters/would_not_pass.txt"


def warn_all() -> None:
    """Once for each text of a story: its version stands in what the letter is about."""
    soon = Article.objects.scheduled().filter(published_at__lte=timezone.now() + AHEAD)
    for story in soon.order_by("published_at")[:MOST]:
        concerns = agenda.forbidding(story, story.published_at or timezone.now())
        if concerns and not is_overridden(story):
            warn(story)


def is_overridden(story: Article) -> bool:
    """Whether it was cleared in spite of a check when it was cleared last."""
    acts = Act.objects.filter(article=story, act__in=["publish", "override"])
    last = list(acts.order_by("-pk").values_list("act", flat=True)[:2])
    return last == ["publish", "override"]


@transaction.atomic
def warn(story: Article) -> None:
    place = reverse("admin:articles_article_change", args=[story.pk])
    about: dict[str, Any] = {
        "paper": outbox.isolated(Publication.objects.get().name),
        "headline": outbox.isolated(story.headline),
        "at": story.published_at,
        "page": f"{settings.SITE_URL}{place}",
    }
    for user in concerned(story):
        with timezone.override(user.clock), translation.override(spoken_by(user)):
            told = agenda.forbidding(story, story.published_at or timezone.now())
            about["concerns"] = [concern.sentence for concern in told]
            words = outbox.words_of(LETTER, user.language, about)
        outbox.write(
            about=f"story {story.pk} would not pass, {story.version}, to {user.pk}",
            cause=f"story {story.pk} would not pass",
            to=user.email,
            words=words,
        )


def spoken_by(user: User) -> str:
    return user.language or settings.LANGUAGE_CODE


def concerned(story: Article) -> set[User]:
    """Who cleared it, and whose turn it is."""
    cleared = Act.objects.filter(article=story, act="publish").order_by("-pk").first()
    found = {cleared.by if cleared else None, colleagues.given_to(story)}
    return {user for user in found if user is not None and user.email}
