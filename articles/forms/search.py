from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 200


class SearchForm(forms.Form):
    """What a reader looks for. Nothing in it is required."""

    q = forms.CharField(
        required=False,
        max_length=LONGEST,
        error_messages={
            "max_length": _("That is more than a search can hold. Try fewer words."),
            "null_characters_not_allowed": _("There is nothing to search for in that."),
        },
    )
    section = forms.CharField(required=False, max_length=100)
    by = forms.CharField(required=False, max_length=120)
    since = forms.DateField(required=False)
    until = forms.DateField(required=False)

    def clean_q(self) -> str:
        words: str = self.cleaned_data["q"]
        if words and not any(letter.isalnum() for letter in words):
            raise forms.ValidationError(_("There is nothing to search for in that."))
        return words

    def filters(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value}
