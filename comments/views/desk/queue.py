"""The lists of the desk, and one comment at a time."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from articles.cursors import Cursor
from articles.models import Article
from comments import escalating, queues
from comments.models import Comment, Guideline, Thread
from comments.pace import pace_of_today
from comments.queues import LOOKED_THROUGH, Search
from comments.surroundings import around
from comments.views.desk.card import Card
from comments.views.desk.cards import cards_of
from comments.views.desk.colleagues import others
from comments.views.desk.corridor import for_moderators
from comments.views.desk.narrowing import narrowing
from comments.views.desk.undoing import undoable
from newsroom.http import SignedInRequest
from newsroom.moment import database_now
from newsroom.postgres.statements import Statement

WHO = Coalesce(NullIf("closed_by__display_name", Value("")), "closed_by__username")
PER_PAGE = 20
MOST_PARAGRAPHS = 60
FIRST_COME: Statement[datetime] = Statement(
    lambda: Comment.objects.in_queue().values_list("submitted_at", flat=True)[:1]
)
GUIDELINES: Statement[Guideline] = Statement(
    lambda: Guideline.objects.filter(is_active=True)
)


@require_safe
@for_moderators
def queue(request: SignedInRequest) -> HttpResponse:
    return listed(request, PER_PAGE, "queue")


@require_safe
@for_moderators
def one(request: SignedInRequest) -> HttpResponse:
    """The same list, one comment at a time: what is decided makes room for the next."""
    return listed(request, 1, "one-at-a-time")


def listed(request: SignedInRequest, size: int, view: str) -> HttpResponse:
    search = Search.read(request.GET)
    after = request.GET.get("after", "")[:60]
    made_at = database_now()
    horizon = search.horizon(after)
    ids, is_cut = search.page(after, horizon, size)
    shown = cards_of(ids)
    place = search.place_of(shown[-1].comment) if is_cut and shown else ""
    head = narrowing(search, request.user)
    count, is_all = search.count(head["numbers"])
    here = others(request.user)
    back = search.address(**({"after": after} if after else {}))
    context = {
        "cards": shown,
        "search": search,
        "view": view,
        "list": back,
        "came_from": urlencode({"list": back, "view": view}),
        "first": search.address() if after else "",
        "more": search.address(after=place) if place else "",
        "further": search.address(after=horizon) if horizon and not place else "",
        "looked_through": LOOKED_THROUGH,
        "count": count,
        "count_is_all": is_all,
        "count_is_most": count == queues.COUNTED,
        "waits_since": waits_since(),
        "now": made_at,
        "made_at": Cursor.written(made_at, 0),
        "editors": escalating.EDITORS.ask(moderator=request.user.pk),
        "guideline_options": guideline_options(),
        "undoable": undoable(request),
        "here": here,
        "story": story_of(search),
        **(beside(shown[0]) if size == 1 and shown else {}),
        "takes_since": made_at - pace if (pace := pace_of_today(made_at)) else None,
        **head,
    }
    return render(request, "comments/desk/queue.html", context)


def waits_since() -> datetime | None:
    """When the oldest came of those that wait."""
    return FIRST_COME.first()


def beside(card: Card) -> dict[str, Any]:
    """For one comment alone: the story as it can be read, and the thread around it."""
    before, after = around(card.comment)
    story = Article.objects.defer("body").get(pk=card.comment.article_id)
    return {
        "before": before,
        "after": after,
        "beside": story,
        "paragraphs": story.body_text.split("\n")[:MOST_PARAGRAPHS],
    }


def guideline_options() -> str:
    """What every card offers, rendered once."""
    template = "comments/desk/_guidelines.html"
    return render_to_string(template, {"guidelines": GUIDELINES.ask()})


def story_of(search: Search) -> Article | None:
    """The one story that a list is about, and whether the desk closed it."""
    if not search.story:
        return None
    closed = Thread.objects.filter(article=OuterRef("pk"), closed_at__isnull=False)
    found = Article.objects.filter(pk=search.story).annotate(
        stopped=Exists(closed),
        by_whom=Subquery(closed.values(name=WHO)[:1]),
    )
    return found.select_related("section").defer("body", "body_text").first()
