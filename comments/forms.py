from typing import Any, Self, cast

from django import forms
from django.core.validators import MaxLengthValidator, validate_email
from django.utils.translation import gettext_lazy as _

from comments.models import CommentPolicy, Tell, Telling
from comments.text import clean_body, clean_line, is_blank
from newsroom.http import whole_number

HONEYPOT = "subject"
# What a form brings besides the words: it is no field that a person fills in.
CARRIED = ("parent", "token", "timing")
fits_a_name = MaxLengthValidator(245)
fits_an_email = MaxLengthValidator(100)
fits_a_website = MaxLengthValidator(200)
NO_NAME = _("Please write your name.")
NO_EMAIL = _("Please write your e-mail address.")
NO_COMMENT = _("Please write a comment.")


class WordsField(forms.CharField):
    """Words as they came, for our own cleaning: NUL is dropped and not refused."""

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, **options)

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """One for all forms: none of ours changes a field of its own."""
        return self

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\x00", "")


class CommentForm(forms.Form):
    """A reader's comment. Checks the words; comments.submissions does the saving."""

    name = WordsField(label=_("Name"), error_messages={"required": NO_NAME})
    email = WordsField(label=_("Email"), error_messages={"required": NO_EMAIL})
    website = WordsField(label=_("Website"), required=False)
    comment = WordsField(label=_("Comment"), error_messages={"required": NO_COMMENT})

    def __init__(self, *args: Any, policy: CommentPolicy, **options: Any) -> None:
        super().__init__(*args, **options)
        self.policy = policy
        self.honeypot_name = HONEYPOT
        if not policy.ask_website:
            del self.fields["website"]

    @property
    def carried(self) -> dict[str, str]:
        came = self.data if self.is_bound else self.initial
        return {name: str(came.get(name, "")).replace("\x00", "") for name in CARRIED}

    def clean_name(self) -> str:
        name = clean_line(self.cleaned_data["name"])
        if is_blank(name):
            raise forms.ValidationError(NO_NAME)
        fits_a_name(name)
        return name

    def clean_email(self) -> str:
        email = clean_line(self.cleaned_data["email"])
        if not email:
            raise forms.ValidationError(NO_EMAIL)
        fits_an_email(email)
        validate_email(email)
        return email

    def clean_website(self) -> str:
        website = clean_line(self.cleaned_data.get("website", ""))
        fits_a_website(website)
        if website and not website.lower().startswith(("http://", "https://")):
            raise forms.ValidationError(_("A website begins with http:// or https://."))
        return website

    def clean_comment(self) -> str:
        return words_of_a_comment(self.cleaned_data["comment"], self.policy.max_length)


class DeskForm(forms.Form):
    """A moderator's words: a reply, or other words for a comment."""

    comment = WordsField(required=False)
    version = WordsField(required=False)

    def __init__(self, *args: Any, most: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.most = most

    def clean_comment(self) -> str:
        return words_of_a_comment(self.cleaned_data["comment"], self.most)

    def clean_version(self) -> int:
        return whole_number(self.cleaned_data["version"]) or 0


def words_of_a_comment(text: str, most: int) -> str:
    body = clean_body(text)
    if is_blank(body):
        raise forms.ValidationError(NO_COMMENT)
    if len(body) > most:
        raise forms.ValidationError(
            _("At most %(most)d characters, please; this has %(long)d."),
            params={"most": most, "long": len(body)},
        )
    return body


class TellingForm(forms.ModelForm):
    """What a moderator wants to be told; empty, as the newsroom has set it."""

    class Meta:
        model = Telling
        fields = ["tell", "tell_hours", "tell_minutes", "sections"]
        widgets = {
            "tell": forms.RadioSelect,
            "sections": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, policy: CommentPolicy, **options: Any) -> None:
        super().__init__(*args, **options)
        as_set = _("as the newsroom has set it: %s") % policy.in_words
        field = cast(forms.ChoiceField, self.fields["tell"])
        field.choices = [("", as_set), *Tell.choices]
