from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from articles import uploads
from articles.models import Photo


class PhotoForm(forms.ModelForm):
    """A photo and what must be said with it."""

    # Django's own image field tries every format it knows, and says less.
    original = forms.FileField(
        label=_("File"), help_text=_("JPEG, PNG, WebP, GIF or AVIF, up to 25 MB.")
    )

    class Meta:
        model = Photo
        exclude: tuple[str, ...] = ()
        widgets = {
            "caption": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "alt_text": forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
            "usage_terms": forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        }

    def clean_original(self) -> Any:
        upload = self.cleaned_data["original"]
        if "original" not in self.changed_data:
            return upload
        found = uploads.inspect(upload)
        same = Photo.objects.filter(sha256=found.sha256).exclude(pk=self.instance.pk)
        if twin := same.first():
            raise forms.ValidationError(
                render_to_string("admin/articles/_known_photo.html", {"photo": twin})
            )
        self.instance.sha256 = found.sha256
        self.instance.width, self.instance.height = found.width, found.height
        return upload
