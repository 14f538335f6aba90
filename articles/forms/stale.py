"""A form that was opened before somebody else saved: both texts, put together."""

from typing import Any, NamedTuple

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from articles import comparing, history
from articles.history import Content
from articles.merging import Clash, merge
from articles.models import Article
from articles.rendering import clean
from newsroom.differences import Piece, by_word

NOT_SAVED = _(
    "Somebody else saved this story while you were writing. Nothing of yours is saved"
    " yet, and nothing is lost: it is kept among the revisions too. What they changed"
    " elsewhere was put into your text below. Where both of you changed the same, yours"
    " stands in the form and theirs beside it. Saving again takes it as it stands."
)


class Beside(NamedTuple):
    """What stands beside the form where two clash."""

    label: str
    base: str
    theirs: str
    pieces: list[Piece]


class StaleForm(forms.ModelForm):
    """Refuses a stale save, and merges.

    The instance is locked and still as it was read. A second press saves: by then the
    newer text was there to see.
    """

    # What was refused, and the version that its author had read; the admin keeps it.
    refused: Content | None = None
    read: int | None = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.beside: list[Beside] = []
        self.taken: list[str] = []

    def compare_with_the_saved(self, said: dict[str, Any]) -> None:
        read = said.get("read_version")
        if self.instance.pk is None or read == self.instance.version:
            return
        stored = Article.objects.get(pk=self.instance.pk)
        theirs = history.content_of(stored)
        mine = {name: self.typed(name, said) for name in theirs if name in said}
        base = history.base_of(stored, read) if read else None
        merged = merge(base.content if base else {}, mine, theirs)
        self.refused, self.read = theirs | mine, read
        self.data = self.data.copy()  # type: ignore[attr-defined]
        for name, value in merged.content.items():
            if value != mine[name]:
                self.put(name, value)
                self.taken.append(comparing.label_of(name))
        for name, clashes in merged.clashes.items():
            self.beside += [self.show(name, clash) for clash in clashes]
        self.data["read_version"] = stored.version  # type: ignore[index]
        raise forms.ValidationError(NOT_SAVED)

    def typed(self, name: str, said: dict[str, Any]) -> Any:
        """A field as a revision would keep it."""
        value = said[name]
        if hasattr(value, "pk"):
            return history.named(value)
        return clean(value) if name == "body" else history.plainly(value)

    def put(self, name: str, value: Any) -> None:
        """Theirs into the form, as if it had been typed."""
        field = self.fields[name]
        if isinstance(value, dict):
            value = value["id"]
        data: Any = self.data
        if isinstance(field.widget, forms.MultiWidget):
            value = value and parse_datetime(value)
            for number, part in enumerate(field.widget.decompress(value) or ()):
                data[f"{name}_{number}"] = "" if part is None else f"{part}"
        else:
            data[name] = "" if value is None else value

    def show(self, name: str, clash: Clash) -> Beside:
        base, mine, theirs = (comparing.shown(name, value) for value in clash)
        label = comparing.label_of(name)
        return Beside(label, base, theirs, by_word(mine, theirs))
