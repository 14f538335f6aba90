from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from articles.admin.desk import DeskAdmin, Named
from articles.forms import PageForm, PublicationForm
from articles.models import Link, Page, Publication


@admin.register(Page)
class PageAdmin(DeskAdmin):
    form = PageForm
    list_display = ["title", "slug", "position"]
    prepopulated_fields = {"slug": ["title"]}


class LinkInline(Named, admin.TabularInline):
    model = Link
    extra = 0


@admin.register(Publication)
class PublicationAdmin(admin.ModelAdmin):
    """One row: its list is its form."""

    form = PublicationForm
    inlines = [LinkInline]
    fieldsets = [
        (None, {"fields": ["name", "tagline", "description", "language"]}),
        (_("Colours"), {"fields": ["light_colour", "dark_colour"]}),
        (_("Being reached"), {"fields": ["contact_email", "security_contact"]}),
        (_("Programs that read"), {"fields": ["crawlers"]}),
    ]

    def changelist_view(self, request: HttpRequest, *_: Any) -> HttpResponse:
        return redirect("admin:articles_publication_change", 1)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
