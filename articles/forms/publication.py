from typing import Any

from django import forms
from django.utils.translation import gettext as _

from articles import colours
from articles.models import Publication, Share


class PublicationForm(forms.ModelForm):
    """The paper's own page: its colours are both given, and both can be read."""

    class Meta:
        model = Publication
        exclude: tuple[str, ...] = ()

    shares = forms.MultipleChoiceField(
        label=Publication._meta.get_field("shares").verbose_name,
        help_text=Publication._meta.get_field("shares").help_text,
        choices=Share,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_light_colour(self) -> str:
        return self.checked("light")

    def clean_dark_colour(self) -> str:
        return self.checked("dark")

    def checked(self, scheme: str) -> str:
        colour: str = self.cleaned_data[f"{scheme}_colour"].strip().lower()
        if colour:
            colours.check(colour, scheme)
        return colour

    def clean(self) -> dict[str, Any]:
        super().clean()
        names = ("light_colour", "dark_colour")
        missing = [name for name in names if self.cleaned_data.get(name) == ""]
        if len(missing) == 1 and not self.errors:
            self.add_error(missing[0], _("Give a colour for both, or for neither."))
        return self.cleaned_data
