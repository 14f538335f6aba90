import re
import unicodedata

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.languages import Language

# First segments of our own addresses, and words that older sites used as such.
# A section with one of these names would hide a page of the site, or be hidden.
RESERVED_FOR_SECTIONS = frozenset(
    [
        "accounts",
        "admin",
        "api",
        "archive",
        "author",
        "by",
        "category",
        "colours.css",
        "comments",
        "corrections",
        "desk",
        "favicon.ico",
        "feed",
        "feed.atom",
        "feed.json",
        "guidelines",
        "healthz",
        "manifest.webmanifest",
        "media",
        "metrics",
        "news-sitemap.xml",
        "oembed",
        "page",
        "pages",
        "preview",
        "readyz",
        "robots.txt",
        "search",
        "sitemap.xml",
        "static",
        "sw.js",
        "tag",
        "topics",
        "wp-admin",
        "wp-content",
        "wp-json",
        ".well-known",
    ]
) | frozenset(Language.values)
RESERVED_FOR_OTHERS = frozenset({"feed"})

SLUG = re.compile(r"[\w]+(?:-[\w]+)*")


def slug_of(words: str) -> str:
    """A slug in any script: NFC, lower case, words joined by hyphens, 80 long at most.

    Marks that belong to a letter (vowel signs, for instance) stay with it. Empty
    when the words hold no letter and no digit.
    """
    text = unicodedata.normalize("NFC", words).lower()
    kept = (c if c.isalnum() or is_mark(c) else " " for c in text)
    joined = "-".join("".join(kept).replace("_", " ").split())
    return unicodedata.normalize("NFC", joined)[:80].strip("-")


def is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")


def validate_slug(slug: str) -> None:
    if slug != slug_of(slug):
        raise ValidationError(
            _("Use lower-case letters, digits and single hyphens: “%(better)s”."),
            params={"better": slug_of(slug) or "a-word"},
        )


def validate_section_slug(slug: str) -> None:
    reserved = slug in RESERVED_FOR_SECTIONS or slug.isdecimal()
    if reserved or slug.startswith("sitemap-"):
        raise ValidationError(
            _("“%(slug)s” is an address the site itself uses. Choose another."),
            params={"slug": slug},
        )


def validate_other_slug(slug: str) -> None:
    if slug in RESERVED_FOR_OTHERS:
        raise ValidationError(
            _("“%(slug)s” is an address the site itself uses. Choose another."),
            params={"slug": slug},
        )


class AddressSlugField(models.CharField):
    """The last word of an address: unique, in any script, in one spelling only."""

    default_validators = [validate_slug]

    def __init__(self, *args: object, **options: object) -> None:
        options.setdefault("max_length", 80)
        options.setdefault("unique", True)
        super().__init__(*args, **options)  # type: ignore[arg-type]
