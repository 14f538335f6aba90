from collections.abc import Sequence
from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst

# Without script nobody types to find one: so many of the newest are listed.
MOST = 100
PLAINLY = (
    '{found}<noscript><select name="{name}" aria-label="{label}">'
    "{chosen}{empty}{listed}</select></noscript>"
)
OPTION = '<option value="{}">{}</option>'
CHOSEN = '<option value="{}" selected>{}</option>'
EMPTY = format_html(OPTION, "", "---------")


class Finder(AutocompleteSelect):
    """Names found while typing. What is no number was not chosen from the list.

    Without script a plain list stands in its place, and its choice is the one sent.
    """

    class Media:
        js = ("js/admin-names.js",)

    def __init__(self, field: Any, site: Any, request: Any) -> None:
        super().__init__(field, site)
        self.request = request
        # The rows of a table have copies of the widget and share what is kept here:
        # the list is made once for all of them.
        self.kept: dict[str, str] = {}

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        numbers = [word for word in value if word == "" or word.isdecimal()]
        return super().optgroups(name, numbers, attr)

    def render(
        self, name: str, value: Any, attrs: Any = None, renderer: Any = None
    ) -> Any:
        asked = self.get_context(name, value, attrs)
        found = self._render(self.template_name, asked, renderer)  # type: ignore[attr-defined]
        [(_none, options, _place)] = asked["widget"]["optgroups"]
        chosen = [each for each in options if each["value"] != ""]
        can_be_empty = not chosen or len(chosen) < len(options)
        return format_html(
            PLAINLY,
            found=found,
            name=name,
            label=capfirst(self.field.verbose_name),
            chosen=format_html_join(
                "", CHOSEN, ((each["value"], each["label"]) for each in chosen)
            ),
            empty=EMPTY if can_be_empty else "",
            listed=self.listed(),
        )

    def listed(self) -> str:
        if "listed" not in self.kept:
            label = self.choices.field.label_from_instance
            newest = ((row.pk, label(row)) for row in self.newest())
            self.kept["listed"] = format_html_join("", OPTION, newest)
        return self.kept["listed"]

    def newest(self) -> Any:
        """Of those that would be found, and by whom."""
        rows = self.choices.queryset
        desk = self.admin_site.get_model_admin(rows.model)
        if not desk.has_view_permission(self.request):
            return rows.none()
        seen = desk.get_queryset(self.request).order_by().values("pk")
        return rows.filter(pk__in=seen).order_by("-pk")[:MOST]
