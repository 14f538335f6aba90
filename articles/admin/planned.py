from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from articles import comparing, history, planning
from articles.models import Article, PlannedChange


class Planned:
    """For the admin of stories: the change that waits for its time."""

    def render_change_form(
        self, request: Any, context: Any, *args: Any, **options: Any
    ) -> Any:
        if options.get("obj") is not None:
            context["planned"] = planned_of(options["obj"].pk)
        return super().render_change_form(  # type: ignore[misc]
            request, context, *args, **options
        )

    def get_urls(self) -> list[Any]:
        seen: Any = self.admin_site.admin_view(self.planned)  # type: ignore[attr-defined]
        ours = [path("<int:pk>/planned/", seen, name="articles_article_planned")]
        return [*ours, *super().get_urls()]  # type: ignore[misc]

    def planned(self, request: Any, pk: int) -> HttpResponse:
        """What it would change of the story as it stands, word by word."""
        story: Article = self.story(request, pk, "change")  # type: ignore[attr-defined]
        if request.method == "POST":
            if planning.call_off(story, by=request.user):
                messages.success(request, _("The planned change is called off."))
            else:
                words = _("There was none any more: it was made, or called off.")
                messages.warning(request, words)
            return redirect("admin:articles_article_change", pk)
        change = planned_of(pk)
        if change is None:
            raise Http404
        content, clashes = planning.would_be(change, story)
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "opts": Article._meta,
            "original": story,
            "title": _("Planned change"),
            "change": change,
            "clashes": clashes,
            "changes": comparing.changes(history.content_of(story), content),
        }
        page = "admin/articles/article/planned.html"
        return TemplateResponse(request, page, context)


def planned_of(pk: int) -> PlannedChange | None:
    return PlannedChange.objects.filter(article=pk).select_related("by").first()
