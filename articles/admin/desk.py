"""What every admin page of the newspaper does the same way."""

from functools import cached_property
from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext

from articles.admin.finder import Finder
from newsroom import outbox

# In Django's own words, and its translations of them.
SELECT = "Select this object for an action - {}"
TICK = (
    '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="{}">'
)


class CappedPaginator(Paginator):
    """Counts no further than anyone pages: what lies beyond is searched for."""

    most = 5_000

    @cached_property
    def counted(self) -> int:
        rows: Any = self.object_list
        found: int = rows.order_by()[: self.most + 1].count()
        return found

    @cached_property
    def count(self) -> int:
        return min(self.counted, self.most)

    @property
    def is_capped(self) -> bool:
        return self.counted > self.most


class Finding:
    """For an admin and its inlines: every choice among many rows is typed."""

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest | None, **options: Any
    ) -> Any:
        if db_field.name in self.autocomplete_fields:  # type: ignore[attr-defined]
            options["widget"] = Finder(db_field, admin.site, request)
        return super().formfield_for_foreignkey(  # type: ignore[misc]
            db_field, request, **options
        )


class Named:
    """For inlines: fields in a table have no label, so each says its column's."""

    def formfield_for_dbfield(self, *args: Any, **options: Any) -> Any:
        field = super().formfield_for_dbfield(*args, **options)  # type: ignore[misc]
        if field is not None:
            inner = getattr(field.widget, "widget", field.widget)
            inner.attrs["aria-label"] = capfirst(field.label)
        return field


class DeskAdmin(Finding, admin.ModelAdmin):
    """As quick with a million rows as with ten, and never at a loss for an answer."""

    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # they count every row
    sortable_by = ()  # only orders that an index has
    list_per_page = 50

    def changeform_view(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        """Checked again when somebody else saved the same between check and save.

        The second check sees what the first could not, and says so on the form.
        """
        try:
            return super().changeform_view(request, *args, **options)
        except IntegrityError:
            if request.method != "POST":
                raise
            answer: HttpResponse = super().changeform_view(request, *args, **options)
            return answer

    def action_checkbox(self, obj: Any) -> Any:
        """As Django's, which renders four templates for each row of a list."""
        words = format_html(gettext(SELECT), str(obj))
        return format_html(TICK, ACTION_CHECKBOX_NAME, obj.pk, words)

    def history_view(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        """Its name keeps its own direction within the title."""
        answer: Any = super().history_view(request, *args, **options)
        if said := getattr(answer, "context_data", None):
            name = f"{said['object']}"
            said["title"] = said["title"].replace(name, outbox.isolated(name))
        return answer

    def render_delete_form(self, request: HttpRequest, context: Any) -> Any:
        name = context["escaped_object"]
        told = context | {"escaped_object": outbox.isolated(name)}
        return super().render_delete_form(request, told)

    def response_delete(
        self, request: HttpRequest, obj_display: str, obj_id: Any
    ) -> HttpResponse:
        name = outbox.isolated(obj_display)
        return super().response_delete(request, name, obj_id)

    def changelist_view(self, request: HttpRequest, *args: Any) -> HttpResponse:
        if any("\0" in asked for asked in request.GET.values()):
            raise BadRequest("NUL in a query")
        answer: HttpResponse = super().changelist_view(request, *args)
        return answer

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        words = search_term.replace("\0", " ")
        return super().get_search_results(request, queryset, words)
