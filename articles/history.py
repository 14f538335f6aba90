"""What a story was, and who did what to it: kept in the transaction that changes it."""

from datetime import timedelta
from json import dumps, loads
from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Trunc

from articles.models import (
    Act,
    Article,
    ArticleStatus,
    Reason,
    Revision,
    Tagging,
)
from newsroom.models import User

Content = dict[str, Any]
# A piece of the newspaper that a story names: its id, and what it was called then.
Named = dict[str, Any]

# All of a day's revisions are kept so long; then each day's last; then each month's.
DAILY_AFTER = timedelta(days=14)
MONTHLY_AFTER = timedelta(days=180)
# What was refused is either taken over by then or no longer missed.
REFUSED_KEPT = timedelta(days=90)


def fields() -> list[Any]:
    """What an editor writes on the story itself."""
    return [f for f in Article._meta.concrete_fields if f.editable and f.name != "id"]


def content_of(article: Article) -> Content:
    """All that its editors wrote, in a form that JSON keeps."""
    content: Content = {}
    for field in fields():
        value = getattr(article, field.attname)
        if field.is_relation and value is not None:
            value = named(getattr(article, field.name))
        content[field.name] = value
    bylines = article.bylines.select_related("contributor")
    content["bylines"] = [
        named(byline.contributor) | {"role": byline.role} for byline in bylines
    ]
    taggings = Tagging.objects.filter(article=article).select_related("topic")
    content["topics"] = [named(t.topic) for t in taggings.order_by("topic__name", "pk")]
    kept: Content = plainly(content)
    return kept


def plainly(value: Any) -> Any:
    """As JSON keeps it, and gives it back."""
    return loads(dumps(value, cls=DjangoJSONEncoder))


def named(thing: Any) -> Named:
    """What it was called then; of a photo, all that is printed beside it."""
    printed = ("caption", "credit_line", "alt_text")
    words = {name: getattr(thing, name) for name in printed if hasattr(thing, name)}
    return {"id": thing.pk, "name": str(thing), **words}


def is_same(one: Content, other: Content) -> bool:
    """Whether an editor changed nothing. A writer's new name is none of it."""
    return bool(bare(one) == bare(other))


def bare(content: Any) -> Any:
    match content:
        case {"id": pk, "name": _}:
            return (pk, content.get("role"))
        case dict():
            return {name: bare(value) for name, value in content.items()}
        case list():
            return [bare(value) for value in content]
    return content


def newest(article: Article) -> Revision | None:
    return Revision.objects.saved().filter(article=article).newest_first().first()


def base_of(article: Article, version: int) -> Revision | None:
    """The text that somebody read who read this version."""
    known = Revision.objects.saved().filter(article=article, version__lte=version)
    return known.newest_first().first()


def begin(article: Article) -> Revision | None:
    """The newest revision, made of what is stored where a story has none yet."""
    if article.pk is None:
        return None
    if found := newest(article):
        return found
    stored = Article.objects.filter(pk=article.pk).first()
    if stored is None:
        return None
    return add(stored, content_of(stored), None, Reason.FOUND)


def keep(
    article: Article,
    *,
    by: User | None,
    reason: str,
    note: str = "",
    base: int | None = None,
    last: Revision | None = None,
) -> Revision | None:
    """Keep the story as it stands now, unless that is what was kept last.

    ``last`` is what ``begin`` gave: the text of a long story is not read again.
    """
    article.refresh_from_db(fields=["version"])
    last, content = last or newest(article), content_of(article)
    is_kept = last is not None and is_same(last.content, content)
    if last and is_kept and (last.public or not is_public(article)):
        return None
    base = base or (last.version if last else None)
    return add(article, content, by, reason, note, base)


def strand(article: Article, content: Content, *, by: User, base: Any) -> Revision:
    """Keep what was refused, on the version that its author had read."""
    return add(article, content, by, Reason.REFUSED, base=base)


def add(
    article: Article,
    content: Content,
    by: User | None,
    reason: str,
    note: str = "",
    base: int | None = None,
) -> Revision:
    return Revision.objects.create(
        article=article,
        version=article.version,
        base_version=base,
        content=content,
        reason=reason,
        note=note,
        author=by,
        public=reason != Reason.REFUSED and is_public(article),
    )


def is_public(article: Article) -> bool:
    """Whether readers see it, or will with no further act."""
    return article.status == ArticleStatus.PUBLISHED


def record(
    article: Article, act: str, was: str, *, by: User | None, note: str = ""
) -> None:
    Act.objects.create(
        article=article,
        act=act,
        from_status=was,
        to_status=article.status,
        by=by,
        note=note,
    )


def thin() -> int:
    """Let go of what nobody misses: of old days, and months, only the last is kept."""
    unseen = Revision.objects.filter(public=False)
    gone = 0
    for age, span in ((DAILY_AFTER, "day"), (MONTHLY_AFTER, "month")):
        old = unseen.saved().filter(at__lt=TransactionNow() - Value(age))
        later = Revision.objects.saved().annotate(span=Trunc("at", span))
        same = later.filter(
            article=OuterRef("article"), span=OuterRef("span"), pk__gt=OuterRef("pk")
        )
        outlived = old.annotate(span=Trunc("at", span)).filter(Exists(same))
        gone += old.filter(pk__in=outlived.values("pk")).delete()[0]
    refused = unseen.filter(
        reason=Reason.REFUSED, at__lt=TransactionNow() - Value(REFUSED_KEPT)
    )
    return gone + refused.delete()[0]
