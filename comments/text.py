"""What readers type, made safe without changing what it says."""

import re
import unicodedata

# Controls that reorder text around them; each comment stands isolated anyway.
REORDERING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Signs that cannot be seen. In a name they serve only to imitate another.
INVISIBLE = (
    REORDERING + "\u200b\u200c\u200d\u200e\u200f\u061c\u2060\ufeff\u00ad\u180e"
    "\u3164\uffa0\u115f\u1160"
)
MARKS_IN_A_ROW = 4
LINE_ENDS = re.compile("\r\n|[\r\n\t\v\f\x85\u2028\u2029]")


def without(text: str, characters: str) -> str:
    return text.translate(dict.fromkeys(map(ord, characters)))


def bounded(text: str) -> str:
    """No control characters, and few enough marks that lines stay lines."""
    kept, marks = [], 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if marks <= MARKS_IN_A_ROW and (
            category not in {"Cc", "Cs"} or character in "\n\t"
        ):
            kept.append(character)
    return "".join(kept)


def clean_line(text: str) -> str:
    """A name or an address: one line, nothing invisible."""
    flat = LINE_ENDS.sub(" ", unicodedata.normalize("NFC", text))
    return " ".join(bounded(without(flat, INVISIBLE)).split())


def clean_body(text: str) -> str:
    """A comment: its line breaks, its emoji and its scripts are kept."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = re.sub("[\x85\u2028\u2029]", "\n", unicodedata.normalize("NFC", lines))
    kept = bounded(without(lines, REORDERING))
    return re.sub(r"\n{3,}", "\n\n", kept).strip()


def sameness(text: str) -> str:
    """What two texts have in common when they say the same."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
