from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


class SingleRowAdmin(admin.ModelAdmin):
    """For a table of one row, made by a migration: its list is its form."""

    def changelist_view(self, request: HttpRequest, *_: Any) -> HttpResponse:
        options = self.opts
        return redirect(f"admin:{options.app_label}_{options.model_name}_change", 1)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
