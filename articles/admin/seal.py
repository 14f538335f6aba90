from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from articles import history
from articles.models import Seal


@admin.register(Seal)
class SealAdmin(admin.ModelAdmin):
    """Opened by few, changed by nobody; every opening is on record."""

    list_display = ["article", "by", "at"]
    list_select_related = ["article", "by"]

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
