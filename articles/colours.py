"""The newspaper's own colour, in light and in dark: readable, or refused."""

import re

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

WRITTEN = re.compile(r"#[0-9a-fA-F]{6}")
# WCAG 2.2, success criterion 1.4.3: text against what it stands on.
ENOUGH = 4.5
# The grounds of static/css/tokens.css that words in this colour stand on.
GROUNDS = {"light": ("#ffffff", "#f1f4f1"), "dark": ("#14171a", "#1d2225")}
INKS = ("#ffffff", "#0c1a13")


def check(colour: str, scheme: str) -> None:
    """Raises ValidationError unless words in it can be read on every ground."""
    if not WRITTEN.fullmatch(colour):
        raise ValidationError(_("Write a colour like #0a5b3d."))
    least = min(contrast(colour, ground) for ground in GROUNDS[scheme])
    if least < ENOUGH:
        words = _("Its contrast with the page is %(has)s to 1; words need 4.5 to 1.")
        # Never rounded up to what is enough.
        raise ValidationError(words % {"has": number_format(int(least * 10) / 10, 1)})


def contrast(one: str, other: str) -> float:
    """From 1, the same, to 21, black on white: by the formula of WCAG 2.2."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ink_on(colour: str) -> str:
    """What can be read on it: white or near black."""
    return max(INKS, key=lambda ink: contrast(ink, colour))


def sheet(light: str, dark: str) -> str:
    """The style sheet that gives the paper its colour."""
    return (
        ":root {\n"
        f"  --accent: light-dark({light}, {dark});\n"
        "  --accent-deep: color-mix(in oklab, var(--accent) 75%, var(--ink));\n"
        f"  --on-accent: light-dark({ink_on(light)}, {ink_on(dark)});\n"
        "}\n"
    )
