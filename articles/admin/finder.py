from collections.abc import Sequence
from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Model
from django.template.loader import render_to_string

# Without script nobody types to find one: so many of the newest are listed.
MOST = 100


class Finder(AutocompleteSelect):
    """Names found while typing. What is no number was not chosen from the list.

    Without script a plain list stands in its place, and its choice is the one sent.
    """

    class Media:
        js = ("js/admin-names.js",)

    def __init__(self, field: Any, site: Any, request: Any) -> None:
        super().__init__(field, site)
        self.request = request
        # The rows of a table share it: the list is read once for all of them.
        self.read: list[Model] = []

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        numbers = [word for word in value if word == "" or word.isdecimal()]
        return super().optgroups(name, numbers, attr)

    def render(
        self, name: str, value: Any, attrs: Any = None, renderer: Any = None
    ) -> Any:
        asked = self.get_context(name, value, attrs)
        [(_none, options, _place)] = asked["widget"]["optgroups"]
        chosen = {option["value"]: option["label"] for option in options}
        empty = {"": "---------"} if "" in chosen or not chosen else {}
        label = self.choices.field.label_from_instance
        told = {
            "found": super().render(name, value, attrs, renderer),
            "name": name,
            "label": self.field.verbose_name,
            "chosen": [value for value in chosen if value != ""],
            "choices": chosen | empty | {row.pk: label(row) for row in self.newest()},
        }
        return render_to_string("admin/articles/widgets/finder.html", told)

    def newest(self) -> list[Model]:
        """Of those that would be found, and by whom."""
        rows = self.choices.queryset
        desk = self.admin_site.get_model_admin(rows.model)
        if not self.read and desk.has_view_permission(self.request):
            seen = desk.get_queryset(self.request).order_by().values("pk")
            self.read += rows.filter(pk__in=seen).order_by("-pk")[:MOST]
        return self.read
