from django import forms
from django.utils.translation import gettext as _

from articles.models import PastAddress


class AddressedForm(forms.ModelForm):
    """A section, contributor, topic or page: its slug was never another's."""

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if PastAddress.objects.of_another(self.instance, slug).exists():
            raise forms.ValidationError(
                _("This was the address of another: links to it still lead there.")
            )
        return slug
