"""A whole story as a wire sends it, read for its parts. A proposal: a person takes it.

propose(text, agencies) -> Proposal(headline, dateline, agency, body)
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from articles.checklist.names import KNOWN
from articles.models import Contributor
from articles.models.languages import Language

LONGEST_HEADLINE = 200
# "ANBAR, Nov 28 (dpa) -- The first words": place, perhaps a day, agency, dash.
DATELINE = re.compile(
    r"^(?P<place>[^()\n]{2,60}?)?(?:,\s*(?P<day>[^(),\n]{3,20}))?\s*"
    r"\((?P<agency>[^()\n]{2,40})\)\s*[-–—:]+\s*"
)
PLAIN = re.compile(r"^(?P<place>[A-Z][A-Z .’'-]{2,40})(?:,[^-–—\n]{3,20})?\s+[-–—]+\s+")
# "dpa/abc xyz" or "(AP)" in a line of its own at the end.
SIGNED = re.compile(r"^\W*(?P<agency>[A-Za-z]{2,12})(?:[/ ][\w/ ]{1,24})?\W*$")
ENDING = re.compile(r"[.!?…:»”\"]$")


class Proposal(NamedTuple):
    """What the text seems to say of itself; empty where it says nothing."""

    headline: str
    dateline: str
    agency: Contributor | None
    named: str
    body: str
    language: str


def propose(text: str, agencies: Iterable[Contributor]) -> Proposal:
    blocks = parted(text)
    headline = blocks.pop(0) if len(blocks) > 1 and is_headline(blocks[0]) else ""
    known = {one.name.casefold(): one for one in agencies}
    dateline, named, first = begun(blocks[0]) if blocks else ("", "", "")
    if blocks:
        blocks[0] = first
    if len(blocks) > 1 and (signature := signed(blocks[-1], known)):
        named = named or signature
        blocks.pop()
    return Proposal(
        headline=headline[:LONGEST_HEADLINE],
        dateline=dateline,
        agency=known.get(named.casefold()),
        named=named,
        body="\n\n".join(block for block in blocks if block),
        language=language_of(text),
    )


def parted(text: str) -> list[str]:
    """Its paragraphs, each in one line; where none are parted, its lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()
    parts = re.split(r"\n\s*\n", lines)
    if len(parts) == 1:
        parts = lines.split("\n")
    return [" ".join(part.split()) for part in parts if part.strip()]


def is_headline(line: str) -> bool:
    if len(line) > LONGEST_HEADLINE or ENDING.search(line):
        return False
    return not DATELINE.match(line)


def begun(paragraph: str) -> tuple[str, str, str]:
    """Place and agency from the first words, and the paragraph without them."""
    found = DATELINE.match(paragraph)
    if found and is_agency(found["agency"]):
        place = (found["place"] or "").strip(" ,")
        agency = found["agency"].split("/")[-1].strip()
        return place, agency, paragraph[found.end() :]
    if found := PLAIN.match(paragraph):
        return found["place"].strip(), "", paragraph[found.end() :]
    return "", "", paragraph


def is_agency(words: str) -> bool:
    """Short, and not a remark in brackets."""
    return len(words.split()) <= 3 and not ENDING.search(words)


def signed(line: str, known: dict[str, Contributor]) -> str:
    found = SIGNED.match(line)
    if not found:
        return ""
    names = {name.casefold() for name in KNOWN} | {*known}
    return found["agency"] if found["agency"].casefold() in names else ""


def language_of(text: str) -> str:
    """Only what its letters prove: Arabic or Hebrew script; empty for any other."""
    letters = [sign for sign in text if sign.isalpha()]
    arabic = sum("\u0600" <= sign <= "\u06ff" for sign in letters)
    hebrew = sum("\u0590" <= sign <= "\u05ff" for sign in letters)
    if hebrew * 2 > len(letters):
        return Language.HEBREW
    if arabic * 2 <= len(letters):
        return ""
    if any(sign in text for sign in "ێۆڕڵە"):
        return Language.KURDISH
    return Language.PERSIAN if any(sign in text for sign in "پچژگ") else Language.ARABIC
