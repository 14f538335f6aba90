from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles.admin.desk import Finding, Named
from articles.models import Byline, Tagging

TABLE = "admin/articles/tabular.html"


class Rows(BaseInlineFormSet):
    """Their ticks to delete have a name of their own, as every field has."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = _("Delete")


class BylineInline(Named, Finding, admin.TabularInline):
    model = Byline
    template = TABLE
    formset = Rows
    extra = 1
    fields = ["contributor", "role", "position"]
    autocomplete_fields = ["contributor"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Byline]:
        rows: QuerySet[Byline] = super().get_queryset(request)
        return rows.select_related("contributor")


class TaggingInline(Named, Finding, admin.TabularInline):
    model = Tagging
    template = TABLE
    formset = Rows
    extra = 1
    fields = ["topic"]
    autocomplete_fields = ["topic"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tagging]:
        rows: QuerySet[Tagging] = super().get_queryset(request)
        return rows.select_related("topic")
