from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from comments.models import CommentPolicy, Guideline


@admin.register(CommentPolicy)
class CommentPolicyAdmin(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Guideline)
class GuidelineAdmin(admin.ModelAdmin):
    list_display = ["title", "position", "is_active"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # Decisions name it: take it out of use instead.
        return False
