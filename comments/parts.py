"""What comments add to the newspaper's pages, named so that they stay fresh."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.db.models import (
    Case,
    DateTimeField,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.lookups import LessThanOrEqual

from articles.parts import FURNITURE, all_of
from comments.models import Comment, CommentPolicy, CommentStatus, Guideline, Thread
from comments.policies import known_of
from newsroom import pages
from newsroom.pages import Part

PERSONAL = frozenset({"reply", "receipt"})


def approved(**of: Any) -> QuerySet[Comment]:
    return Comment.objects.filter(status=CommentStatus.APPROVED, **of)


def newest_visible(**of: Any) -> Subquery:
    come = approved(**of).filter(visible_from__lte=TransactionNow())
    return Subquery(come.order_by("-visible_from").values("visible_from")[:1])


def next_visible(**of: Any) -> Subquery:
    ahead = approved(**of).filter(visible_from__gt=TransactionNow())
    return Subquery(ahead.order_by("visible_from").values("visible_from")[:1])


def policy(field: str) -> Subquery:
    return Subquery(CommentPolicy.objects.filter(pk=1).values(field)[:1])


def closes_at() -> Any:
    """When the policy closes a story's comments; empty when it never does."""
    days = policy("close_after_days") * Value(timedelta(days=1))
    return ExpressionWrapper(F("published_at") + days, output_field=DateTimeField())


def story_values() -> dict[str, Any]:
    thread = Thread.objects.filter(article=OuterRef("pk"))
    return {
        "policy": policy("version"),
        "thread": Subquery(thread.values("version")[:1]),
        "newest": newest_visible(article=OuterRef("pk")),
        "closed": closed(),
    }


def closed() -> Any:
    return Case(
        When(LessThanOrEqual(closes_at(), TransactionNow()), then=1),
        default=0,
        output_field=IntegerField(),
    )


def list_values() -> dict[str, Any]:
    changes = Thread.objects.order_by("-last_change_at").values("last_change_at")
    return {"changed": Subquery(changes[:1]), "newest": newest_visible()}


def register() -> None:
    story = Part(
        "comments",
        values=story_values,
        besides=lambda: known_of(OuterRef("pk")),
        moments=lambda: [next_visible(article=OuterRef("pk")), closes_at()],
        keys=lambda facts: (f"thread-{facts['pk']}",),
        parameters=frozenset({"page"}),
        personal=PERSONAL,
        apart=True,
    )
    pages.add("story", story)
    alone = replace(
        story,
        besides=dict,
        moments=lambda: [F("expires_at"), *story.moments()],
        parameters=frozenset(),
        personal=frozenset(),
    )
    pages.add("story count", alone)
    pages.add("story feed", FURNITURE)
    pages.add(
        "story feed",
        replace(alone, values=lambda: {"version": F("version"), **story_values()}),
    )
    pages.add("guidelines", FURNITURE)
    pages.add(
        "guidelines",
        Part(
            "rules",
            values=lambda: all_of(Guideline),
            keys=lambda _facts: ("guidelines",),
        ),
    )
    counted = Part("comments", values=list_values, moments=lambda: [next_visible()])
    for name in ("front", "language front"):
        pages.add(name, replace(counted, apart=True))
    for name in ("section", "contributor", "topic"):
        pages.add(name, counted)
