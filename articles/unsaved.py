"""What is typed on a story's form and not saved yet, and who else has it open.

Words that are saved are articles.publishing's; these are kept for their writer alone.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.postgres.functions import TransactionNow
from django.db.models import Value

from articles.models import Article, Unsaved
from newsroom.models import User

# An open form says so every ten seconds; whoever is silent for longer has left.
SILENT = timedelta(seconds=30)
KEPT = timedelta(days=30)
Words = dict[str, list[str]]
# They are of one visit: what protects the form, and which button was pressed.
PASSING = {"csrfmiddlewaretoken", "act", "change", "_save", "_continue", "_addanother"}


def note(article: Article | None, *, by: User, words: Words | None) -> None:
    """Somebody is there; with words, these are what they have typed by now."""
    told: dict[str, object] = {"seen_at": TransactionNow()}
    if words is not None:
        kept = {name: said for name, said in words.items() if name not in PASSING}
        told |= {"words": kept, "typed_at": TransactionNow()}
    Unsaved.objects.update_or_create(article=article, by=by, defaults=told)


def found(article: Article | None, *, by: User) -> Unsaved | None:
    """What this person typed and did not save."""
    return Unsaved.objects.filter(article=article, by=by).exclude(words={}).first()


def forget(article: Article | None, *, by: User) -> None:
    """It is saved, or not wanted. They are still there."""
    Unsaved.objects.filter(article=article, by=by).update(words={}, typed_at=None)


def leave(article: Article | None, *, by: User) -> None:
    long_ago = TransactionNow() - Value(SILENT)
    Unsaved.objects.filter(article=article, by=by).update(seen_at=long_ago)


def others(article: Article | None, *, by: User) -> Iterable[Unsaved]:
    """Who else has the form of this story open, those with unsaved words first."""
    if article is None:
        return []
    here = Unsaved.objects.filter(
        article=article, seen_at__gt=TransactionNow() - Value(SILENT)
    )
    return here.exclude(by=by).select_related("by").order_by("typed_at", "pk")


def discard_old() -> None:
    old = TransactionNow() - Value(KEPT)
    Unsaved.objects.filter(seen_at__lt=old).delete()
