from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import arranging, fronts, latest, preview
from articles.admin.acting import is_number
from articles.models import Article, ArticleStatus
from articles.refusals import Refused

SHOWN = latest.LEADING + 1
OFFERED = 20


class Arranging:
    """For the admin of stories: what stands first on the front pages."""

    def get_urls(self) -> list[Any]:
        guarded: Any = self.admin_site.admin_view  # type: ignore[attr-defined]
        seen = guarded(require_POST(self.front_preview))
        ours = [
            path("front/", guarded(self.front), name="articles_article_front"),
            path("front/preview/", seen, name="articles_article_front_preview"),
        ]
        return [*ours, *super().get_urls()]  # type: ignore[misc]

    def front(self, request: Any) -> HttpResponse:
        """Each press but Save only shows another order; the form holds it."""
        refuse_others(request)
        if request.method != "POST":
            order = arranging.order()
            return self.front_page(request, order, order)
        order = moved(request.POST, numbers(request.POST, "lead"))
        seen = numbers(request.POST, "seen")
        if "save" not in request.POST:
            return self.front_page(request, order, seen)
        try:
            arranging.arrange(order, seen=seen, by=request.user)
        except Refused as refusal:
            messages.error(request, f"{refusal}")
            return self.front_page(request, order, arranging.order())
        messages.success(request, _("The front page has this order now."))
        return redirect("admin:articles_article_front")

    def front_page(
        self, request: Any, order: list[int], seen: list[int]
    ) -> HttpResponse:
        leads = arranging.in_order(order)
        asked = request.POST.get("find", "").replace("\0", " ").strip()
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "opts": Article._meta,
            "title": _("Front page"),
            "leads": [(story, standing_of(story)) for story in leads],
            "seen": seen,
            "stored": arranging.in_order(arranging.order()),
            "is_changed": order != arranging.order(),
            "shown": SHOWN,
            "most": arranging.MOST,
            "find": asked,
            "offered": [(s, standing_of(s)) for s in offered(asked, leads)],
        }
        page = "admin/articles/article/front.html"
        return TemplateResponse(request, page, context)

    def front_preview(self, request: Any) -> HttpResponse:
        """The front page as it would be with the order on the form."""
        refuse_others(request)
        page = fronts.as_led(request, numbers(request.POST, "lead"))
        return preview.seen_by_nobody_else(page, framed=True)


def refuse_others(request: Any) -> None:
    if not request.user.has_perm("articles.arrange_front"):
        raise PermissionDenied


def numbers(posted: Any, name: str) -> list[int]:
    return [int(pk) for pk in posted.getlist(name) if is_number(pk)][:100]


def moved(posted: Any, order: list[int]) -> list[int]:
    """The order after the button that was pressed."""
    order = list(dict.fromkeys(order))
    for name, step in (("up", -1), ("down", 1)):
        for pk in numbers(posted, name)[:1]:
            if pk in order:
                at = order.index(pk)
                order.insert(max(0, at + step), order.pop(at))
    gone = {*numbers(posted, "out")}
    new = [pk for pk in numbers(posted, "in") if pk not in order]
    return [pk for pk in [*new, *order] if pk not in gone][: arranging.MOST]


def standing_of(story: Article) -> str:
    if Article.objects.live().filter(pk=story.pk).exists():
        return "live"
    return "waits"


def offered(asked: str, leads: list[Article]) -> list[Article]:
    """What may be put first: what is found by words, or what waits and is newest."""
    stories = Article.objects.filter(status=ArticleStatus.PUBLISHED)
    if asked:
        stories = stories.search(asked)
    others = stories.exclude(pk__in=[story.pk for story in leads])
    named = others.select_related("section").defer("body", "body_text")
    return list(named.newest_first()[:OFFERED])
