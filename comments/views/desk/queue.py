"""The lists of the desk, and one comment at a time."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles.cursors import Cursor
from articles.models import Article, Section
from articles.models.languages import Language
from comments import escalating, tallies
from comments.models import Comment, CommentStatus, Guideline, Thread
from comments.queues import (
    AGES,
    DECIDED,
    EVERY,
    ORDERS,
    PENDING,
    Search,
    database_now,
)
from comments.surroundings import around
from comments.views.desk.cards import CHECKS, Card, cards_of
from comments.views.desk.colleagues import others
from comments.views.desk.corridor import for_moderators
from comments.views.desk.undoing import undoable
from newsroom.http import SignedInRequest

HELD = CommentStatus.HELD
WHO = Coalesce(NullIf("closed_by__display_name", Value("")), "closed_by__username")
PER_PAGE = 25
MOST_PARAGRAPHS = 60
TABS = {
    PENDING: gettext_lazy("Pending"),
    DECIDED: gettext_lazy("Decided"),
    EVERY: gettext_lazy("All"),
}


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
    cards = cards_of(search.beyond(after)[: size + 1])
    shown = cards[:size]
    place = search.place_of(shown[-1].comment) if len(cards) > size else ""
    count, is_all = search.count()
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
        "count": count,
        "count_is_all": is_all,
        "waiting": tallies.total(tallies.HELD),
        "oldest": Comment.objects.in_queue().first(),
        "now": made_at,
        "made_at": Cursor.written(made_at, 0),
        "editors": list(escalating.editors_for(request.user)),
        "guideline_options": guideline_options(),
        "undoable": undoable(request),
        "here": here,
        "story": story_of(search),
        **narrowing(search),
        **(beside(shown[0]) if size == 1 and shown else {}),
    }
    return render(request, "comments/desk/queue.html", context)


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
    guidelines = Guideline.objects.filter(is_active=True)
    template = "comments/desk/_guidelines.html"
    return render_to_string(template, {"guidelines": guidelines})


def story_of(search: Search) -> Article | None:
    """The one story that a list is about, and whether the desk closed it."""
    if not search.story:
        return None
    closed = Thread.objects.filter(article=OuterRef("pk"), closed_at__isnull=False)
    found = Article.objects.filter(pk=search.story).annotate(
        stopped=Exists(closed),
        by_whom=Subquery(closed.values(name=WHO)[:1]),
    )
    return found.only("headline", "language", "comments_mode").first()


def narrowing(search: Search) -> dict[str, Any]:
    """What the list can be narrowed to, and what it is narrowed to."""
    sections = list(Section.objects.order_by("position", "name"))
    held = tallies.totals([tallies.held_in(section.pk) for section in sections])
    return {
        "tabs": [
            (words, Search(queue, next(iter(ORDERS[queue]))).address(), queue)
            for queue, words in TABS.items()
        ],
        "orders": [(name, order.words) for name, order in search.orders.items()],
        "sections": [
            (section, held.get(tallies.held_in(section.pk), 0)) for section in sections
        ],
        "languages": Language.choices,
        "checks": CHECKS.items(),
        "ages": [(name, words) for name, (_span, words) in AGES.items()],
        "statuses": [pair for pair in CommentStatus.choices if pair[0] != HELD],
        "chips": chips(search),
        "everything": Search(search.queue, search.order).address(),
    }


def chips(search: Search) -> list[tuple[str, str]]:
    """Who or what a list is about that no field shows, and the list without it."""
    made = []
    if search.story:
        story = Article.objects.filter(pk=search.story).only("headline").first()
        made.append((str(story or "?"), search.only(story=None).address()))
    for name, words in (
        ("author", _("Same e-mail address as %s")),
        ("network", _("Same network as %s")),
    ):
        if pk := getattr(search, name):
            comment = Comment.objects.filter(pk=pk).only("author_name").first()
            who = comment.author_name if comment else "?"
            made.append((words % who, search.only(**{name: None}).address()))
    return made
