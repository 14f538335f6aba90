"""A moderator's watch-lists: stories put together to read their comments so."""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles.models import Article
from comments.models import WatchList
from comments.text import clean_line
from comments.views.desk.corridor import for_moderators
from newsroom.http import SignedInRequest, whole_number

LONGEST = 60
MOST_STORIES = 200


@require_http_methods(["GET", "HEAD", "POST"])
@for_moderators
def watch(request: SignedInRequest) -> HttpResponse:
    """One's own lists and what colleagues share; with a story, to put it on one."""
    asked = request.POST if request.method == "POST" else request.GET
    pk = whole_number(asked.get("story", "") or "")
    stories = Article.objects.only("headline", "language")
    story = get_object_or_404(stories, pk=pk) if pk else None
    if request.method == "POST":
        change(request, story)
        query = f"?story={story.pk}" if story else ""
        return redirect(reverse("comments:watch") + query)
    lists = list(WatchList.objects.offered_to(request.user).select_related("moderator"))
    return render(
        request,
        "comments/desk/watch.html",
        {"lists": with_stories(lists, story)} | {"story": story, "longest": LONGEST},
    )


def with_stories(lists: list[WatchList], story: Article | None) -> list[dict[str, Any]]:
    rows = (
        WatchList.articles.through.objects.filter(watchlist__in=lists)
        .select_related("article")
        .only("watchlist", "article__headline", "article__language")
        .order_by("-pk")
    )
    held: dict[int, list[Article]] = {watched.pk: [] for watched in lists}
    for row in rows:
        held[row.watchlist_id].append(row.article)
    return [
        {"list": watched, "stories": held[watched.pk], "has": story in held[watched.pk]}
        for watched in lists
    ]


def change(request: SignedInRequest, story: Article | None) -> None:
    act, _colon, number = request.POST.get("act", "").partition(":")
    if act == "new":
        new(request, story)
        return
    pk = whole_number(number) or 0
    mine = get_object_or_404(WatchList, pk=pk, moderator=request.user)
    if act == "delete":
        mine.delete()
    elif act in {"share", "keep"}:
        mine.is_shared = act == "share"
        mine.save(update_fields=["is_shared"])
    elif act in {"add", "remove"} and story:
        put(request, mine, story) if act == "add" else mine.articles.remove(story)
    else:
        raise Http404


def new(request: SignedInRequest, story: Article | None) -> None:
    name = clean_line(request.POST.get("name", "").replace("\x00", ""))[:LONGEST]
    if not name:
        messages.warning(request, _("Give the list a name first."))
        return
    shared = bool(request.POST.get("shared"))
    try:
        with transaction.atomic():
            made = WatchList.objects.create(
                moderator=request.user, name=name, is_shared=shared
            )
    except IntegrityError:
        messages.warning(request, _("You have a list of that name already."))
        return
    if story:
        made.articles.add(story)


def put(request: SignedInRequest, watched: WatchList, story: Article) -> None:
    if watched.articles.count() >= MOST_STORIES:
        words = _("A list holds %d stories at most; take one out first.")
        messages.warning(request, words % MOST_STORIES)
        return
    watched.articles.add(story)
