from typing import Any

from django.http import (
    Http404,
    HttpResponse,
    HttpResponseNotAllowed,
    JsonResponse,
    QueryDict,
)
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from articles import unsaved
from articles.models import Article, ArticleStatus


class Typing:
    """For the admin of stories: what is typed is kept, and colleagues are seen."""

    def render_change_form(
        self, request: Any, context: Any, *args: Any, **options: Any
    ) -> Any:
        story = options.get("obj")
        if request.method == "GET" and (story is None or is_written(story)):
            context["unsaved"] = unsaved.found(story, by=request.user)
        return super().render_change_form(  # type: ignore[misc]
            request, context, *args, **options
        )

    def get_urls(self) -> list[Any]:
        admin: Any = self
        ours = [
            path(f"{place}/{word}/", admin.admin_site.admin_view(view), name=name)
            for word, view in (("unsaved", self.typing), ("typed", self.typed))
            for place, name in (
                ("add", f"articles_article_{word}_new"),
                ("<int:pk>", f"articles_article_{word}"),
            )
        ]
        return [*ours, *super().get_urls()]  # type: ignore[misc]

    def typing(self, request: Any, pk: int | None = None) -> HttpResponse:
        """What an open form says every few seconds; answered by who else is there."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        story = self.to_preview(request, pk)  # type: ignore[attr-defined]
        posted = request.POST
        if posted.get("unsaved") == "left":
            unsaved.leave(story, by=request.user)
            return HttpResponse(status=204)
        typed = posted.get("unsaved") == "1"
        words = {name: posted.getlist(name) for name in posted if name != "unsaved"}
        unsaved.note(story, by=request.user, words=words if typed else None)
        return JsonResponse(
            {
                "here": here(story, request.user),
                "newer": newer(story, posted.get("read_version", "")),
            }
        )

    def typed(self, request: Any, pk: int | None = None) -> HttpResponse:
        """On the form again, as it was typed; or let go."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        story = self.to_preview(request, pk)  # type: ignore[attr-defined]
        if request.POST.get("typed") == "discard":
            unsaved.forget(story, by=request.user)
            return redirect(form_of(story))
        kept = unsaved.found(story, by=request.user)
        if kept is None:
            raise Http404
        words = QueryDict(mutable=True)
        for name, said in kept.words.items():
            words.setlist(name, said)
        request.POST, request.shows_typed = words, True
        shown: Any = self.changeform_view  # type: ignore[attr-defined]
        answer: HttpResponse = shown(request, f"{pk}" if pk else None, form_of(story))
        return answer


def is_written(story: Article) -> bool:
    return story.status != ArticleStatus.KILLED


def here(story: Article | None, user: Any) -> str:
    """Who else has it open, in one sentence, or nothing."""
    told = [
        _("%(name)s (is writing)") % {"name": f"\u2068{one.by}\u2069"}
        if one.words
        else f"\u2068{one.by}\u2069"
        for one in unsaved.others(story, by=user)
    ]
    return _("Also here: %(names)s") % {"names": ", ".join(told)} if told else ""


def newer(story: Article | None, read: str) -> str:
    if story is None or not read.isdecimal() or int(read) >= story.version:
        return ""
    return _("Somebody has saved this story since you opened it.")


def form_of(story: Article | None) -> str:
    if story is None:
        return reverse("admin:articles_article_add")
    return reverse("admin:articles_article_change", args=[story.pk])
