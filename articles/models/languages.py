from django.db import models
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    """The languages a text can be in. Search has a dictionary for some of them."""

    ENGLISH = "en", _("English")
    ARABIC = "ar", _("Arabic")
    KURDISH = "ckb", _("Central Kurdish")
    GERMAN = "de", _("German")
    SPANISH = "es", _("Spanish")
    FRENCH = "fr", _("French")
    PERSIAN = "fa", _("Persian")
    HEBREW = "he", _("Hebrew")
    TURKISH = "tr", _("Turkish")


RIGHT_TO_LEFT = {Language.ARABIC, Language.KURDISH, Language.PERSIAN, Language.HEBREW}


def direction_of(language: str) -> str:
    """The value of the ``dir`` attribute for a text in this language."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


# As those who speak it write it.
OWN_NAMES: dict[str, str] = {
    Language.ENGLISH: "English",
    Language.ARABIC: "العربية",
    Language.KURDISH: "کوردی",
    Language.GERMAN: "Deutsch",
    Language.SPANISH: "Español",
    Language.FRENCH: "Français",
    Language.PERSIAN: "فارسی",
    Language.HEBREW: "עברית",
    Language.TURKISH: "Türkçe",
}


class LanguageField(models.CharField):
    """A language code from :class:`Language`."""

    def __init__(self, *args: object, **options: object) -> None:
        options.setdefault("max_length", 10)
        options.setdefault("choices", Language)
        options.setdefault("default", Language.ENGLISH)
        super().__init__(*args, **options)  # type: ignore[arg-type]
