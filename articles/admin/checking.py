from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from articles import checklist
from articles.checklist import Concern
from articles.models import Article, ArticleStatus, Byline, Contributor


class Checking:
    """For the admin of stories: what the checks say of a story, and of its form.

    articles.publishing asks them again when it matters.
    """

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **options: Any
    ) -> Any:
        story = options.get("obj")
        if story is not None and story.status != ArticleStatus.KILLED:
            context["concerns"] = concerns(story)
        return super().render_change_form(  # type: ignore[misc]
            request, context, *args, **options
        )

    def get_urls(self) -> list[Any]:
        seen: Any = self.admin_site.admin_view(self.checks)  # type: ignore[attr-defined]
        ours = [
            path("add/checks/", seen, name="articles_article_checks_new"),
            path("<int:pk>/checks/", seen, name="articles_article_checks"),
        ]
        return [*ours, *super().get_urls()]  # type: ignore[misc]

    def checks(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Of what is on the form: a page of its own where no script asks for it."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        story, bylines = self.as_typed(request, pk)  # type: ignore[attr-defined]
        written = [request.POST.get(f"appear_at_{part}", "") for part in (0, 1)]
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "opts": Article._meta,
            "original": story if pk else None,
            "title": _("Before publishing"),
            "concerns": concerns(story, bylines, " ".join(written)),
        }
        return TemplateResponse(request, "admin/articles/article/checks.html", context)


def concerns(
    story: Article, bylines: Sequence[Byline] | None = None, at: str = ""
) -> list[Concern]:
    """If it is not out yet: as if it were published at the time that is written."""
    names: list[Contributor] | None = None
    if bylines is not None:
        names = [byline.contributor for byline in bylines]
    return checklist.look(story, at=moment_of(story, at), names=names)


def moment_of(story: Article, written: str) -> Any:
    try:
        typed = parse_datetime(written.strip())
    except ValueError:
        typed = None
    if typed is not None and timezone.is_naive(typed):
        typed = timezone.make_aware(typed)
    return typed or max(story.published_at or timezone.now(), timezone.now())
