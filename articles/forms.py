import re
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from articles import publishing, uploads
from articles.models import Article, Photo
from articles.models.slugs import slug_of

TAG = re.compile(r"<[a-z/][^>]*>", re.IGNORECASE)
ACTS = [
    ("", _("Save only")),
    ("submit", _("Hand in for review")),
    ("publish", _("Publish, now or at the time below")),
    ("update", _("Tell readers that it was updated")),
    ("unpublish", _("Back to draft")),
    ("withdraw", _("Withdraw")),
]


def paragraphs(text: str) -> str:
    """Plain text as paragraphs, a blank line between them; HTML stays as it is."""
    if TAG.search(text):
        return text
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "".join(
        f"<p>{escape(part).replace(chr(10), '<br>')}</p>" for part in parts if part
    )


class ArticleForm(forms.ModelForm):
    """A story as its editor writes it. Checks; articles.publishing acts."""

    act = forms.ChoiceField(label=_("Then"), choices=ACTS, required=False)
    appear_at = forms.SplitDateTimeField(label=_("Appears at"), required=False)
    read_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Article
        exclude: tuple[str, ...] = ("topics",)
        widgets = {
            "headline": forms.TextInput(attrs={"size": 90}),
            "body": forms.Textarea(attrs={"rows": 24, "cols": 90, "dir": "auto"}),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.fields["read_version"].initial = self.instance.version
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_body(self) -> str:
        return paragraphs(self.cleaned_data["body"])

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        slug = said.get("slug") or slug_of(said.get("headline", ""))
        if not slug and "slug" in self.fields:
            self.add_error("slug", _("Write a slug: the headline holds no letter."))
        elif publishing.slug_is_taken(slug, self.instance):
            self.add_error("slug", _("Another story has, or once had, this slug."))
        said["slug"] = slug
        self.instance.slug = slug
        read = said.get("read_version")
        current = Article.objects.filter(pk=self.instance.pk).first()
        if current and read is not None and read != current.version:
            raise forms.ValidationError(
                _(
                    "Somebody else saved this story while you were writing. Your text"
                    " is below and not saved; open the story in another window to"
                    " compare."
                )
            )
        return said


class PhotoForm(forms.ModelForm):
    """A photo and what must be said with it."""

    class Meta:
        model = Photo
        exclude: tuple[str, ...] = ()

    def clean_original(self) -> Any:
        upload = self.cleaned_data["original"]
        if "original" in self.changed_data:
            found = uploads.inspect(upload)
            same = Photo.objects.filter(sha256=found.sha256).exclude(
                pk=self.instance.pk
            )
            if same.exists():
                raise forms.ValidationError(
                    _("This picture is in the library already.")
                )
            self.instance.sha256 = found.sha256
            self.instance.width, self.instance.height = found.width, found.height
        return upload
