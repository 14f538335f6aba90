from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles import colleagues
from newsroom.models import User


class TogetherForm(forms.ModelForm):
    """Takes along what is for colleagues. None of it is the story's own text."""

    assigned_to = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Given to"),
        required=False,
        show_hidden_initial=True,
        help_text=_("Whose turn it is. They are told by letter."),
    )
    note = forms.CharField(
        label=_("Note to colleagues"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 90, "dir": "auto"}),
        help_text=_("Kept beside the story; no reader sees it."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["assigned_to"]
        field.queryset = colleagues.everybody()
        if self.instance.pk is not None:
            self.initial["assigned_to"] = colleagues.given_to(self.instance)

    def tell_colleagues(self, by: User) -> None:
        """After the story is saved. What was only looked at is nobody's act."""
        said = self.cleaned_data
        if "assigned_to" in self.changed_data:
            colleagues.assign(self.instance, said["assigned_to"], by=by)
        if said.get("note"):
            colleagues.write(self.instance, said["note"], by=by)
