from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from articles import comparing, history
from articles.models import Photo, Seal


@admin.register(Seal)
class SealAdmin(admin.ModelAdmin):
    """Opened by few, changed by nobody; every opening is on record."""

    list_display = ["article", "by", "at"]
    fields = ["article", "by", "at", "sealed"]
    readonly_fields = ["sealed"]
    list_select_related = ["article", "by"]

    @admin.display(description=_("what was sealed"))
    def sealed(self, seal: Seal) -> str:
        """To be read, and printed, by a person."""
        return render_to_string("admin/articles/_sealed.html", told_by(seal))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("articles.open_seal")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("content")

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **options: Any
    ) -> HttpResponse:
        found = self.get_object(request, object_id)
        if found and self.has_view_permission(request, found):
            story = found.article
            history.record(story, "open", story.status, by=request.user)  # type: ignore[arg-type]
        answer: HttpResponse = super().change_view(request, object_id, *args, **options)
        return answer


def told_by(seal: Seal) -> dict[str, Any]:
    """The record in words: the story, every text before it, and what was said of it."""
    kept = seal.content
    return {
        "story": in_words(kept["story"]),
        "revisions": [
            {"at": moment(one["at"]), "words": in_words(one["content"])}
            for one in reversed(kept.get("revisions", []))
        ],
        "corrections": [
            {"at": moment(one["made_at"]), "text": one["sentence"]}
            for one in kept.get("corrections", [])
        ],
        "notes": [
            {"at": moment(one["at"]), "text": one["text"]}
            for one in kept.get("notes", [])
        ],
        "photos": Photo.objects.filter(pk__in=kept.get("photos", [])),
    }


def in_words(content: history.Content) -> list[tuple[str, str]]:
    """Each field that says something, by its name."""
    names = comparing.in_order(content)
    told = [(comparing.label_of(n), comparing.shown(n, content[n])) for n in names]
    return [(label, words) for label, words in told if words]


def moment(written: Any) -> Any:
    return parse_datetime(written) if isinstance(written, str) else None
