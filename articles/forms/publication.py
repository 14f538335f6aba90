from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import colours, logos
from articles.models import Publication, Share


def label_of(name: str) -> Any:
    """As a form of Django's own would say it."""
    return Publication._meta.get_field(name).formfield().label  # type: ignore[union-attr]


class PublicationForm(forms.ModelForm):
    """The paper's own page: its colours are both given, and both can be read."""

    class Meta:
        model = Publication
        exclude: tuple[str, ...] = ()

    new_logo = forms.FileField(
        label=label_of("logo"),
        required=False,
        help_text=gettext_lazy(
            "PNG or WebP, see-through where the page is to show. It stands in place of"
            " the name at the head of every page."
        ),
    )
    new_logo_dark = forms.FileField(
        label=label_of("logo_dark"),
        required=False,
        help_text=gettext_lazy("Without one, the logo stands on white there."),
    )
    no_logo = forms.BooleanField(
        label=gettext_lazy("Show the name again"), required=False
    )
    shares = forms.MultipleChoiceField(
        label=label_of("shares"),
        help_text=Publication._meta.get_field("shares").help_text,
        choices=Share,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_new_logo(self) -> logos.Logo:
        return self.made("new_logo")

    def clean_new_logo_dark(self) -> logos.Logo:
        return self.made("new_logo_dark")

    def made(self, name: str) -> logos.Logo:
        upload = self.cleaned_data[name]
        return logos.make(upload) if upload else {}

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
        self.put_on_logos()
        names = ("light_colour", "dark_colour")
        missing = [name for name in names if self.cleaned_data.get(name) == ""]
        if len(missing) == 1 and not self.errors:
            self.add_error(missing[0], _("Give a colour for both, or for neither."))
        return self.cleaned_data

    def put_on_logos(self) -> None:
        """What was sent takes the place of what there was; the files stay: pages that
        a cache still holds show them."""
        said, paper = self.cleaned_data, self.instance
        if said.get("no_logo"):
            paper.logo, paper.logo_dark = {}, {}
        paper.logo = said.get("new_logo") or paper.logo
        paper.logo_dark = said.get("new_logo_dark") or paper.logo_dark
        if paper.logo_dark and not paper.logo:
            self.add_error("new_logo_dark", _("It needs a logo for light pages, too."))
