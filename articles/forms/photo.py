from typing import Any, ClassVar

from django import forms
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from articles import receiving
from articles.models import Photo, Upload
from newsroom.models import User

# What a reader of the page sees beside the picture: nobody prints it unread.
PRINTED = {"caption", "credit_line"}
WIDGETS: dict[str, Any] = {
    "caption": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    "alt_text": forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    "usage_terms": forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
}


class PhotoForm(forms.ModelForm):
    """A photo and what must be said with it.

    A file is kept as soon as it is here. When something else is missing the form comes
    back with it, and with what it says of itself in the fields that were left empty.
    """

    # Set by the admin: whose form it is.
    user: ClassVar[User]
    received: Upload | None = None
    data: Any

    # Django's own image field tries every format it knows, and says less.
    original = forms.FileField(
        label=_("File"),
        help_text=_("JPEG, PNG, WebP, GIF or AVIF, up to 25 MB."),
        required=False,
        widget=forms.FileInput,  # where the original is kept is nobody's to follow
    )
    waiting = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Photo
        exclude: tuple[str, ...] = ()
        widgets = WIDGETS

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.is_bound:
            self.data = self.data.copy()

    def clean_original(self) -> Any:
        sent = self.cleaned_data["original"]
        if sent and "original" in self.changed_data:
            self.received = self.kept(sent)
            self.data[self.add_prefix("waiting")] = f"{self.received.pk}"
            self.fill_in(self.received.said)
        elif pk := self.data.get(self.add_prefix("waiting")):
            mine = receiving.waiting(self.user)
            self.received = mine.filter(pk=pk).first() if pk.isdecimal() else None
        if self.received:
            return self.received.original
        if not sent:
            raise forms.ValidationError(
                self.fields["original"].error_messages["required"]
            )
        return sent

    def kept(self, sent: Any) -> Upload:
        try:
            return receiving.receive(sent, by=self.user, but=self.instance.pk)
        except receiving.Known as known:
            told = {"photo": known.photo}
            raise forms.ValidationError(
                render_to_string("admin/articles/_known_photo.html", told)
            ) from known

    def fill_in(self, said: dict[str, str]) -> None:
        """With what the file says, where nobody wrote anything. Not when replaced."""
        self.filled = set()
        for name, text in said.items():
            key = self.add_prefix(name)
            if not self.instance.pk and not self.data.get(key, "").strip():
                self.data[key] = text
                self.filled.add(name)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if PRINTED & getattr(self, "filled", set()):
            raise forms.ValidationError(
                _("Words were read from the file. Look at them, then save.")
            )
        return said

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.received:
            receiving.take(self.instance, self.received)


class WaitingForm(forms.ModelForm):
    """The words for one picture that was sent, filled in from what it says itself."""

    class Meta:
        model = Photo
        fields = (
            *("caption", "credit_line", "alt_text", "creator", "copyright_notice"),
            *("taken_on", "keywords", "usage_terms", "rights_end"),
        )
        widgets = WIDGETS | {
            "taken_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "rights_end": forms.DateTimeInput(
                attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
            ),
        }

    def __init__(self, upload: Upload, data: Any = None) -> None:
        self.upload = upload
        self.alike: Any = ()
        super().__init__(
            data, initial=upload.said, auto_id=f"upload-{upload.pk}-%s", label_suffix=""
        )

    def clean(self) -> dict[str, Any]:
        receiving.take(self.instance, self.upload)
        if twin := Photo.objects.filter(sha256=self.upload.sha256).first():
            raise receiving.Known(twin)
        return super().clean() or {}
