"""A change to a story that is out, made at a time to come.

Until then the story is written on as ever. At its time the change is merged with what
was saved meanwhile; where both changed the same, or a check forbids it, nothing is
changed, its words are kept among the revisions, and its writer is told.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import history, publishing, restoring
from articles.history import Content
from articles.merging import merge
from articles.models import Article, PlannedChange, Publication, Reason
from articles.refusals import Refused
from newsroom import outbox
from newsroom.jobs import BACK_OFF, defer, periodic, task

LETTER = "admin/articles/letters/not_changed.txt"


@transaction.atomic
def plan(change: PlannedChange) -> None:
    """Keep a change for its time, in place of one that waits already."""
    article, now = change.article, timezone.now()
    if not publishing.is_live(article):
        raise Refused(_("Only a story that readers see has its change planned."))
    if change.at <= now:
        raise Refused(_("That time has passed."))
    if article.expires_at and article.expires_at <= change.at:
        raise Refused(_("The story would be over before."))
    history.begin(article)  # what the change is compared with
    PlannedChange.objects.filter(article=article).delete()
    change.save(force_insert=True)
    note = change.at.isoformat(timespec="minutes")
    history.record(article, "plan", article.status, by=change.by, note=note)
    defer(make_planned_change, after=change.at - now, article_id=article.pk)


@transaction.atomic
def call_off(article: Article, *, by: object) -> bool:
    """False if it was made, or called off, by then."""
    gone, _by_model = PlannedChange.objects.filter(article=article).delete()
    if gone:
        history.record(article, "unplan", article.status, by=by)  # type: ignore[arg-type]
    return bool(gone)


def would_be(change: PlannedChange, article: Article) -> tuple[Content, bool]:
    """The story with the change in it as it stands now, and whether both clash."""
    theirs = history.content_of(article)
    base = history.base_of(article, change.base_version)
    merged = merge(base.content if base else {}, change.content, theirs)
    return merged.content, bool(merged.clashes)


@transaction.atomic
def make(article_id: int) -> None:
    """Once, whoever comes first: the row is locked and then gone."""
    due = PlannedChange.objects.filter(article=article_id, at__lte=timezone.now())
    change = due.select_for_update(skip_locked=True, of=("self",)).first()
    if change is None:
        return
    article = Article.objects.select_for_update(of=("self",)).get(pk=article_id)
    why = reason_against(change, article)
    change.delete()
    if why:
        history.strand(article, change.content, by=change.by, base=change.base_version)
        history.record(article, "clash", article.status, by=None, note=why)
        tell(change, article, why)


def reason_against(change: PlannedChange, article: Article) -> str:
    """Makes the change, or says why not."""
    if not publishing.is_live(article):
        return _("The story is not out any more.")
    content, clashes = would_be(change, article)
    if clashes:
        return _("Somebody changed the same words meanwhile.")
    try:
        with transaction.atomic():
            put(change, article, content)
    except Refused as refusal:
        return f"{refusal}"
    return ""


def put(change: PlannedChange, article: Article, content: Content) -> None:
    restoring.put_back(article, content)
    publishing.save(
        article,
        by=change.by,
        reason=Reason.CORRECTION if change.sentence else Reason.UPDATE,
        base=change.base_version,
        belongings=lambda: restoring.put_back_belongings(article, content),
    )
    if change.sentence:
        told = {"kind": change.kind, "sentence": change.sentence, "place": change.place}
        publishing.correct(article, by=change.by, **told)
    else:
        publishing.update(article, by=change.by)


def tell(change: PlannedChange, article: Article, why: str) -> None:
    place = reverse("admin:articles_article_revisions", args=[article.pk])
    if not change.by.email:
        return
    about = {
        "paper": outbox.isolated(Publication.objects.get().name),
        "headline": outbox.isolated(article.headline),
        "why": why,
        "page": f"{settings.SITE_URL}{place}",
    }
    moment: datetime = change.at
    outbox.write(
        about=f"story {article.pk} not changed at {moment.isoformat()}",
        cause=f"story {article.pk} not changed",
        to=change.by.email,
        words=outbox.words_of(LETTER, change.by.language, about),
    )


@task(name="articles.make_planned_change", retry=BACK_OFF)
def make_planned_change(article_id: int) -> None:
    make(article_id)


@periodic(cron="* * * * *")
@task(
    name="articles.make_planned_changes",
    queueing_lock="articles.make_planned_changes",
)
def make_planned_changes(timestamp: int) -> None:
    """Those whose own job was lost or came early."""
    due = PlannedChange.objects.filter(at__lte=timezone.now()).order_by("at")
    for pk in due.values_list("pk", flat=True)[:100]:
        make(pk)
