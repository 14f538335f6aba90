"""The few marks that the demo's texts use, as HTML."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.translation import override

EMPHASIS = re.compile(r"\*([^*\n]+)\*")
WEEKDAY = re.compile(r"\[\[weekday(?::(-?\d+))?\]\]")
NUMBERED = re.compile(r"\d+\. ")


def html_of(words: str) -> str:
    """Paragraphs, ``##`` subheads, ``>`` quotations, lists, ``*emphasis*``."""
    return "\n".join(block(part) for part in words.split("\n\n") if part.strip())


def block(part: str) -> str:
    part = part.strip()
    if part.startswith("## "):
        return f"<h2>{inline(part[3:])}</h2>"
    if part.startswith("> "):
        return f"<blockquote><p>{inline(part[2:])}</p></blockquote>"
    if part.startswith("- "):
        return listed("ul", part, lambda line: line.removeprefix("- "))
    if NUMBERED.match(part):
        return listed("ol", part, lambda line: NUMBERED.sub("", line, count=1))
    return f"<p>{inline(part)}</p>"


def listed(tag: str, part: str, item: Callable[[str], str]) -> str:
    items = (f"<li>{inline(item(line))}</li>" for line in part.splitlines())
    return f"<{tag}>{''.join(items)}</{tag}>"


def inline(words: str) -> str:
    return EMPHASIS.sub(r"<em>\1</em>", escape(words))


def dated(words: str, day: date, language: str) -> str:
    """``[[weekday]]`` as the name of that day, ``[[weekday:-1]]`` of the one before."""

    def name(mark: re.Match[str]) -> str:
        with override(language):
            return date_format(day + timedelta(days=int(mark[1] or 0)), "l")

    return WEEKDAY.sub(name, words)
