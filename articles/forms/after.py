"""What a change to a story that readers have seen is: they may have to be told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import Reason
from articles.models.correction import CorrectionKind, CorrectionPlace

KINDS = [
    (Reason.TYPO, _("Save a typing error")),
    (Reason.UPDATE, _("Update")),
    (Reason.CORRECTION, _("Correct")),
]
OURS = {"change", "correction", "correction_kind", "correction_place"}
# These say what to do with the story; they are none of its text.
NO_TEXT = {
    *("act", "appear_at", "despite", "read_version"),
    *("assigned_to", "note", "photos"),
    *OURS,
}


class AfterPublicationForm(forms.ModelForm):
    # A button of the form, by its name.
    change = forms.ChoiceField(label=_("This change is"), choices=KINDS, required=False)
    correction_kind = forms.ChoiceField(
        label=_("Kind"), choices=CorrectionKind, required=False
    )
    correction = forms.CharField(
        label=_("Sentence for readers"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 90, "dir": "auto"}),
        help_text=_("What was wrong, and what is right. It is kept for ever."),
    )
    correction_place = forms.ChoiceField(
        label=_("Place"), choices=CorrectionPlace, required=False
    )

    def ask_only_when(self, is_live: bool, may_correct: bool) -> None:
        if not is_live:
            for name in OURS:
                del self.fields[name]
        elif not may_correct:
            self.fields["change"].choices = KINDS[:2]  # type: ignore[attr-defined]

    def check_what_readers_are_told(self, said: dict[str, Any]) -> None:
        if "change" not in self.fields or self.errors.get("change"):
            return
        change, sentence = said.get("change"), said.get("correction")
        goes = said.get("act") in {"unpublish", "withdraw", "plan"}
        if not change and not goes and set(self.changed_data) - NO_TEXT:
            words = _(
                "Readers have seen this story: press the button that says whether this"
                " is a typing error, an update or a correction."
            )
            self.add_error("change", words)
        if change == Reason.CORRECTION and not sentence:
            self.add_error("correction", _("Tell readers what was wrong."))
        plans = said.get("act") == "plan"
        if sentence and change != Reason.CORRECTION and not plans:
            words = _("A sentence is only printed for a correction: press “Correct”.")
            self.add_error("correction", words)
