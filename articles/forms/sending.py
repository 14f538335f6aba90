from typing import Any

from django import forms
from django.forms.widgets import Script
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _


class SeveralFiles(forms.FileInput):
    """A plain field for several files; with script, the room where they are sent."""

    allow_multiple_selected = True

    class Media:
        css = {"all": ["css/admin-photos.css"]}
        js = (Script("js/admin-uploads.js", type="module"),)

    def value_from_datadict(self, *_sent: Any) -> None:
        """Nothing for the form to judge: the admin has them by then."""

    def render(self, *args: Any, **options: Any) -> Any:
        told = {"field": super().render(*args, **options)}
        return render_to_string("admin/articles/widgets/photos.html", told)


class SendingForm(forms.ModelForm):
    """Takes pictures along. The admin keeps them; this form knows nothing of them."""

    photos = forms.FileField(
        label=_("New photos"),
        required=False,
        widget=SeveralFiles(attrs={"accept": "image/*"}),
        help_text=_("Chosen here, or dropped or pasted anywhere on the page."),
    )
