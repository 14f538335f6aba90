from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from articles import wire
from articles.admin.acting import is_number
from articles.forms.body import paragraphs
from articles.models import Article, Contributor, ContributorKind, StoryTemplate

# What a wire's text may propose, each taken with a tick of its own.
PARTS = ("headline", "dateline", "source_agency", "language", "body")
LONGEST = 200_000


class Beginning:
    """For the admin of stories: what a new one begins with."""

    def get_urls(self) -> list[Any]:
        read: Any = self.admin_site.admin_view(self.wire)  # type: ignore[attr-defined]
        ours = [path("add/wire/", read, name="articles_article_wire")]
        return [*ours, *super().get_urls()]  # type: ignore[misc]

    def get_changeform_initial_data(self, request: Any) -> dict[str, Any]:
        """From a template of the section, or what was taken from a wire's text."""
        initial: dict[str, Any] = super().get_changeform_initial_data(request)  # type: ignore[misc]
        section = request.GET.get("section", "")
        if is_number(section):
            found = StoryTemplate.objects.filter(section=section)
            if template := found.select_related("section").first():
                initial = template.initial() | initial
        return initial | getattr(request, "taken_from_wire", {})

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **options: Any
    ) -> Any:
        if options.get("add"):
            # Nobody typed it, and yet it is lost when the form is left.
            context["is_begun"] = hasattr(request, "taken_from_wire")
            templates = StoryTemplate.objects.select_related("section")
            context["templates"] = templates.order_by("section__position")[:50]
        return super().render_change_form(  # type: ignore[misc]
            request, context, *args, **options
        )

    def wire(self, request: Any) -> HttpResponse:
        """First the text, then what it proposes; what is taken fills the form."""
        if not self.has_add_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        if "take" in request.POST:
            request.taken_from_wire = taken(request.POST)
            request.method = "GET"
            address = reverse("admin:articles_article_add")
            form: HttpResponse = self.changeform_view(request, None, address)  # type: ignore[attr-defined]
            return form
        text = request.POST.get("text", "")[:LONGEST]
        agencies = Contributor.objects.filter(kind=ContributorKind.AGENCY)
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "opts": Article._meta,
            "title": _("A story from a wire"),
            "text": text,
            "proposal": wire.propose(text, agencies[:500]) if text.strip() else None,
            "languages": Article._meta.get_field("language").choices,
        }
        page = "admin/articles/article/wire.html"
        return TemplateResponse(request, page, context)


def taken(posted: Any) -> dict[str, Any]:
    """Those parts that have a tick, as they were corrected on the page."""
    ticked = [name for name in PARTS if name in posted.getlist("take")]
    initial = {name: posted.get(name, "") for name in ticked}
    if "body" in initial:
        initial["body"] = paragraphs(initial["body"])
    agency = initial.get("source_agency", "")
    if agency and not is_number(agency):
        del initial["source_agency"]
    return initial
