"""What readers type, made safe without changing what it says."""

import re
from collections.abc import Callable
from unicodedata import category, normalize

# Controls that reorder text around them; each comment stands isolated anyway.
REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Letters and signs that are drawn as nothing.
FILLERS = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0")
# They shape Persian words and join emoji, so they stay between such characters.
JOINERS = frozenset("\u200c\u200d")
STRAY_JOINERS = re.compile(
    r"(?<![^\s\x00-\x7f])[\u200c\u200d]+|[\u200c\u200d]+(?![^\s\x00-\x7f\u200c\u200d])"
)
MARKS_IN_A_ROW = 4
LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")


def clean_line(text: str) -> str:
    """A name or an address: one line, and nothing that serves only to imitate."""
    seen = without(only_imitates, normalize("NFC", " ".join(text.split())))
    kept = STRAY_JOINERS.sub("", seen)
    return " ".join(few_marks(normalize("NFC", kept)).split())


def clean_body(text: str) -> str:
    """A comment: its line breaks, its emoji and its scripts are kept."""
    kept = without(is_no_writing, LINE_ENDS.sub("\n", text))
    return re.sub(r"\n{3,}", "\n\n", few_marks(normalize("NFC", kept))).strip()


def only_imitates(character: str) -> bool:
    if character in JOINERS:
        return False
    return character in FILLERS or category(character) in {"Cf", "Cc", "Cs"}


def is_no_writing(character: str) -> bool:
    if character in "\n\t":
        return False
    return character in REORDERING or category(character) in {"Cc", "Cs"}


def without(is_dropped: Callable[[str], bool], text: str) -> str:
    """Each character is looked at once, however often it stands in the text."""
    if text.isascii() and text.isprintable():
        return text
    return text.translate({ord(c): None for c in set(text) if is_dropped(c)})


def few_marks(text: str) -> str:
    """Few enough combining marks in a row that lines stay lines."""
    if text.isascii():
        return text
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if category(character) in {"Mn", "Me"} else 0
        if marks <= MARKS_IN_A_ROW:
            kept.append(character)
    return "".join(kept)


def is_blank(text: str) -> bool:
    """Whether nothing of it would be seen."""
    return not any(
        category(character)[0] in "LNPS" and character not in FILLERS
        for character in text
    )


def sameness(text: str) -> str:
    """What two texts have in common when they say the same."""
    return " ".join(normalize("NFKC", text).casefold().split())
