import re
from typing import Any

from django import forms
from django.forms.widgets import Script
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from articles.models.languages import Language, direction_of
from articles.rendering import minutes, plain, words

TAG = re.compile(r"<[a-z/][^>]*>", re.IGNORECASE)
THIN = "\u202f"
# Opening and closing, double then single, and the dash between words. Hebrew writes
# its abbreviations with straight ones.
QUOTES: dict[str, list[str]] = {
    Language.ENGLISH: ["“", "”", "‘", "’", "—"],
    Language.ARABIC: ["«", "»", "‹", "›", "—"],
    Language.KURDISH: ["«", "»", "‹", "›", "—"],
    Language.GERMAN: ["„", "“", "‚", "‘", "–"],
    Language.SPANISH: ["«", "»", "“", "”", "—"],
    Language.FRENCH: [f"«{THIN}", f"{THIN}»", "“", "”", "–"],
    Language.PERSIAN: ["«", "»", "‹", "›", "—"],
    Language.TURKISH: ["“", "”", "‘", "’", "–"],
}
COMMANDS = [
    ("paragraph", _("Paragraph")),
    ("heading", _("Heading")),
    ("subheading", _("Smaller heading")),
    ("quote", _("Quote")),
    ("bullets", _("List")),
    ("numbers", _("Numbered list")),
    ("strong", _("Strong")),
    ("emphasis", _("Emphasis")),
    ("link", _("Link")),
    ("typography", _("Curly quotes")),
    ("undo", _("Undo")),
    ("redo", _("Redo")),
]


def paragraphs(text: str) -> str:
    """Plain text as paragraphs, a blank line between them; HTML stays as it is."""
    if TAG.search(text):
        return text
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "".join(
        f"<p>{escape(part).replace('\n', '<br>')}</p>" for part in parts if part
    )


class BodyWidget(forms.Textarea):
    """A text with its formatting. Without script it is the plain field below it."""

    class Media:
        css = {"all": ["css/admin-body.css"]}
        js = (Script("js/admin-body.js", type="module"),)

    def render(
        self, name: str, value: Any, attrs: Any = None, renderer: Any = None
    ) -> Any:
        context = self.get_context(name, value, attrs)
        count = words(plain(value or ""))
        told = {
            "area": super().render(name, value, attrs, renderer),
            "for": context["widget"]["attrs"].get("id", ""),
            "commands": COMMANDS,
            "languages": [(*one, direction_of(one[0])) for one in Language.choices],
            "typing": {"quotes": QUOTES},
            "count": count,
            "minutes": minutes(count),
        }
        return render_to_string("admin/articles/widgets/body.html", told)
