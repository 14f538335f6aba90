from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles.admin.desk import DeskAdmin
from articles.forms import PageForm
from articles.models import Page, Publication


@admin.register(Page)
class PageAdmin(DeskAdmin):
    form = PageForm
    list_display = ["title", "slug", "position"]
    prepopulated_fields = {"slug": ["title"]}


@admin.register(Publication)
class PublicationAdmin(admin.ModelAdmin):
    """One row: its list is its form."""

    def changelist_view(self, request: HttpRequest, *_: Any) -> HttpResponse:
        return redirect("admin:articles_publication_change", 1)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
