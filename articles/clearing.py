"""Clearing a story to run, and what is changed in one that was cleared.

articles.publishing asks here inside its acts, so that no way of publishing goes around
the checks. Whoever goes on in spite of one is on record, with the reason.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from articles import checklist, history
from articles.checklist import Concern
from articles.models import Article, ArticleStatus, Contributor
from articles.refusals import Refused, Unready
from newsroom.models import User


class Cleared(NamedTuple):
    """A story that was cleared to run, as it stands before a change."""

    article: Article
    names: list[Contributor]


def as_it_stands(article: Article) -> Cleared | None:
    """None for a story that must pass every check before anybody sees it."""
    cleared = Article.objects.filter(status=ArticleStatus.PUBLISHED)
    stored = cleared.select_related("lead_photo").filter(pk=article.pk).first()
    return Cleared(stored, checklist.names_over(stored)) if stored else None


def pass_checks(article: Article, at: datetime, *, by: User, despite: str) -> None:
    answer_for(article, forbidding(article, at), by=by, despite=despite)


def pass_changes(
    article: Article,
    before: Cleared | None,
    *,
    at: datetime | None,
    by: User | None,
    despite: str,
) -> None:
    """What a change brings along that checks forbid. What was wrong before and is left
    as it was hinders nobody: a typing error can be mended at any hour.
    """
    if before is None:
        return
    moment = at or max(timezone.now(), article.published_at or timezone.now())
    if found := forbidding(article, moment):
        stood = {*forbidding(before.article, moment, before.names)}
        new = [concern for concern in found if concern not in stood]
        answer_for(article, new, by=by, despite=despite)


def forbidding(
    article: Article, at: datetime, names: Sequence[Contributor] | None = None
) -> list[Concern]:
    found = checklist.look(article, at=at, names=names)
    return [concern for concern in found if concern.forbids]


def answer_for(
    article: Article, concerns: Sequence[Concern], *, by: User | None, despite: str
) -> None:
    if not concerns:
        return
    if not despite or by is None:
        raise Unready(concerns)
    if not by.has_perm("articles.override_checks"):
        raise Refused(_("Only a managing editor publishes in spite of a check."))
    told = "\n".join(concern.sentence for concern in concerns)
    note = f"{despite}\n{told}"
    history.record(article, "override", article.status, by=by, note=note)
