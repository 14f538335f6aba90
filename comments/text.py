"""What readers type, made safe without changing what it says."""

import re
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
    seen = (
        character
        for character in normalize("NFC", " ".join(text.split()))
        if character in JOINERS
        or (character not in FILLERS and category(character) not in {"Cf", "Cc", "Cs"})
    )
    kept = STRAY_JOINERS.sub("", "".join(seen))
    return " ".join(few_marks(normalize("NFC", kept)).split())


def clean_body(text: str) -> str:
    """A comment: its line breaks, its emoji and its scripts are kept."""
    kept = "".join(
        character
        for character in LINE_ENDS.sub("\n", text)
        if character in "\n\t"
        or (character not in REORDERING and category(character) not in {"Cc", "Cs"})
    )
    return re.sub(r"\n{3,}", "\n\n", few_marks(normalize("NFC", kept))).strip()


def few_marks(text: str) -> str:
    """Few enough combining marks in a row that lines stay lines."""
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
