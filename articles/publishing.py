"""The editorial acts. Nothing else sets a story's status or its dates."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import (
    clearing,
    history,
    illustrating,
    killing,
    restoring,
    seconding,
)
from articles.acts import MOVES
from articles.announcing import announce
from articles.models import Article, ArticleStatus, Correction, Reason, Revision
from articles.refusals import Refused
from articles.rendering import clean, plain
from articles.tasks import check_killed, digest
from newsroom.models import User

Status = ArticleStatus
# “Now”, pressed a while before the form was sent, still means now.
LATE = timedelta(minutes=10)


def nothing() -> None:
    """A story whose names and topics stay as they are."""


@transaction.atomic
def save(
    article: Article,
    *,
    by: User | None = None,
    reason: str = Reason.SAVED,
    note: str = "",
    base: int | None = None,
    belongings: Callable[[], None] = nothing,
    at: datetime | None = None,
    despite: str = "",
) -> None:
    """Write a story's text, cleaned, with its plain words, and keep the whole of it.

    ``belongings`` writes its bylines and topics, so that they are kept too. ``base`` is
    the version that the author had read. Of a story that was cleared to run the checks
    look at what is new, as it will stand ``at`` a time or from now on.
    """
    article.body = clean(article.body)
    article.body_text = plain(article.body)
    if article.status == Status.PUBLISHED and not article.body_text:
        raise Refused(_("A published story cannot be without a text."))
    before = clearing.as_it_stands(article)
    last = history.begin(article)
    article.save()
    illustrating.settle(article)
    belongings()
    clearing.pass_changes(article, before, at=at, by=by, despite=despite)
    history.keep(article, by=by, reason=reason, note=note, base=base, last=last)


def restore(article: Article, revision: Revision, *, by: User) -> None:
    """The story with an earlier text, as a new save. Its address stays."""
    history.begin(article)
    content = revision.content
    restoring.put_back(article, content)
    save(
        article,
        by=by,
        reason=Reason.RESTORED,
        note=f"{revision.version}",
        belongings=lambda: restoring.put_back_belongings(article, content),
    )


def submit(article: Article, *, by: User) -> None:
    _move(article, Status.IN_REVIEW, act="submit", by=by)


@transaction.atomic
def publish(
    article: Article,
    *,
    by: User,
    at: datetime | None = None,
    since: datetime | None = None,
    despite: str = "",
) -> None:
    """Clear a story to run, now or at a time. Its time decides when readers see it.

    Every way of publishing meets the checks here. ``despite`` is the reason of somebody
    who may go on although they forbid it.

    The day in its address follows the schedule while that is ahead, and stays once
    the story has appeared. One that comes from elsewhere, and is out ``since`` a time
    that has passed, keeps it.
    """
    if not article.body_text:
        raise Refused(_("A story without a text cannot be published."))
    now = timezone.now()
    if is_past(at):
        raise Refused(_("That time has passed. Leave it empty to publish now."))
    appeared = has_appeared(article)
    if appeared and article.appeared_at is None:
        article.appeared_at = article.published_at
    kept = article.published_at if appeared else None
    moment = since or (max(at, now) if at else min(kept or now, now))
    if article.expires_at and article.expires_at <= moment:
        raise Refused(_("The story would expire before it appears."))
    clearing.pass_checks(article, moment, by=by, despite=despite)
    article.published_at = moment
    if not appeared:
        ours = timezone.get_default_timezone()
        article.first_published_on = timezone.localdate(moment, ours)
    dates = ("published_at", "first_published_on", "appeared_at")
    _move(article, Status.PUBLISHED, *dates, act="publish", by=by)
    history.keep(article, by=by, reason=Reason.PUBLISHED)
    digest.defer(article_id=article.pk)
    if since is None:
        announce(article)


def schedule(
    article: Article, *, by: User, at: datetime | None, despite: str = ""
) -> None:
    """Publish, at a time that must be given."""
    if at is None:
        raise Refused(_("Give the time at which it appears."))
    publish(article, by=by, at=at, despite=despite)


def is_past(at: datetime | None) -> bool:
    return at is not None and at < timezone.now() - LATE


def has_appeared(article: Article) -> bool:
    """Whether readers saw it at some time, if only until a later schedule."""
    moment = article.appeared_at or article.published_at
    return moment is not None and moment <= timezone.now()


def is_live(article: Article) -> bool:
    """Whether it is out, by this machine's clock: what to ask its editor.

    One that was out and waits for another hour since is not.
    """
    moment = article.published_at
    is_due = moment is not None and moment <= timezone.now()
    return article.status == Status.PUBLISHED and is_due


def unpublish(article: Article, *, by: User) -> None:
    """Back to draft: its address answers as if it had never been."""
    if not has_appeared(article):
        # Another schedule may give it another day.
        article.published_at = article.first_published_on = None
    dates = ("published_at", "first_published_on")
    _move(article, Status.DRAFT, *dates, act="unpublish", by=by)


def withdraw(article: Article, *, by: User) -> None:
    """Taken down: its address says that it is gone."""
    _move(article, Status.WITHDRAWN, act="withdraw", by=by)


@transaction.atomic
def kill(article: Article, *, by: User, reason: str = "") -> None:
    """Taken down for good, for legal reasons: no act brings it back.

    Where the policy asks for two persons the first press only takes it down.

    Text, names, pictures and past go into the seal in the same transaction; a job then
    looks through every output for what should be gone.
    """
    if not seconding.is_enough(article, by):
        ask_to_kill(article, by=by, reason=reason)
        return
    _move(article, Status.KILLED, act="kill", by=by, note=reason)
    killing.take_out_of_reach(article, by=by)
    check_killed.defer(article_id=article.pk)


def ask_to_kill(article: Article, *, by: User, reason: str) -> None:
    if seconding.asked(article):
        raise Refused(_("You asked for it already: another person must confirm it."))
    if article.status == Status.PUBLISHED:
        withdraw(article, by=by)
    seconding.ask(article, by=by, reason=reason)


@transaction.atomic
def update(article: Article, *, by: User, at: datetime | None = None) -> None:
    """Tell readers that the published text was updated by its editors."""
    article.updated_at = at or timezone.now()
    article.save(update_fields=["updated_at"])
    history.record(article, "update", article.status, by=by)
    announce(article)


@transaction.atomic
def correct(
    article: Article, *, by: User, kind: str, sentence: str, place: str
) -> Correction:
    """Tell readers what was wrong. That moves the story's date, so every page knows."""
    if not is_live(article):
        raise Refused(_("Only a story that readers have seen is corrected."))
    article.updated_at = timezone.now()
    article.save(update_fields=["updated_at"])
    history.record(article, "correct", article.status, by=by)
    announce(article)
    return Correction.objects.create(
        article=article, kind=kind, sentence=sentence, place=place, made_by=by
    )


@transaction.atomic
def _move(
    article: Article,
    to: ArticleStatus,
    *also: str,
    act: str,
    by: User | None,
    note: str = "",
) -> None:
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
    history.record(article, act, was, by=by, note=note)
