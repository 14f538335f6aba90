"""The part of a story's text where the words of a search stand, each of them marked.

PostgreSQL knows which words are meant, and reads slowly; so it is given the one passage
that looks right, and the whole beginning of a text only when none does.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from articles.models import Article
from articles.models.search import (
    BEGINS,
    DROPPED,
    ENDS,
    FROM_LETTERS,
    TO_LETTERS,
    Wanted,
    marked,
)

BEFORE_THE_WORD, AROUND_IT = 70, 240
# So many places in a text are weighed against one another.
WEIGHED = 40
LEXEME = re.compile(r"'((?:[^']|'')+)'")
# Letter for letter, so that a place in the one is the same place in the other.
PLAIN = str.maketrans(FROM_LETTERS, TO_LETTERS) | {
    code: unicodedata.normalize("NFKD", chr(code))[0] for code in range(0xC0, 0x180)
}


class Words(NamedTuple):
    """A piece of a text, and whether it is what was searched for."""

    text: str
    is_found: bool


class Passage(NamedTuple):
    """Some of a text: where it begins there, and whether there is more behind it."""

    text: str
    start: int = 0
    goes_on: bool = False


def show_words(stories: Sequence[Article], words: Wanted) -> None:
    """Give each story the part of its text where the words stand."""
    looked_for = stems(words.merit)
    passages = [likely(story.start, looked_for) for story in stories]  # type: ignore[attr-defined]
    languages = [story.language for story in stories]
    shown = excerpts(passages, languages, words)
    # A word that begins alike was taken for it: PostgreSQL reads all there is.
    missed = [at for at, found in enumerate(shown) if not found]
    again = excerpts(
        [Passage(stories[at].start) for at in missed],  # type: ignore[attr-defined]
        [languages[at] for at in missed],
        words,
    )
    for at, found in zip(missed, again, strict=True):
        shown[at] = found
    for story, found in zip(stories, shown, strict=True):
        story.excerpt = found  # type: ignore[attr-defined]


def excerpts(
    passages: list[Passage], languages: list[str], words: Wanted
) -> list[list[Words]]:
    if not passages or not words.merit:
        return [[] for _passage in passages]
    found = marked([passage.text for passage in passages], languages, words.merit)
    return [excerpt(*both) for both in zip(passages, found, strict=True)]


def stems(query: str) -> re.Pattern[str]:
    """Where a word begins as one that is looked for. Words of Arabic script have their
    articles before them, so there it need not be the beginning."""
    found = {lexeme.replace("''", "'") for lexeme in LEXEME.findall(query)}
    latin = "|".join(re.escape(one) for one in found if one[0] < "\u0590")
    other = "|".join(re.escape(one) for one in found if one[0] >= "\u0590")
    parts = [rf"\b(?:{latin})"] * bool(latin) + [f"(?:{other})"] * bool(other)
    return re.compile("|".join(parts) or "(?!)", re.IGNORECASE)


def likely(text: str, looked_for: re.Pattern[str]) -> Passage:
    """The passage in which most of the words seem to stand, the first of several; the
    whole text if none seems to."""
    matches = islice(looked_for.finditer(text.translate(PLAIN)), WEIGHED)
    places = [(match.start(), match[0].lower()) for match in matches]
    if not places:
        return Passage(text)

    def weight(start: int) -> int:
        end = start + AROUND_IT - BEFORE_THE_WORD
        return len({word for at, word in places if start <= at < end})

    return cut(text, max((at for at, _word in places), key=weight))


def cut(text: str, place: int) -> Passage:
    """Some words around a place."""
    start = max(0, place - BEFORE_THE_WORD)
    if start:
        start = text.find(" ", start, place) + 1 or place
    end = len(text)
    if end > start + AROUND_IT:
        space = text.rfind(" ", start, start + AROUND_IT)
        end = space if space > place else start + AROUND_IT
    return Passage(text[start:end], start, end < len(text))


def spans(text: str, found: str) -> list[tuple[int, int]]:
    """Where the marks of a folded text stand in the text itself."""
    places, at, begun = [], 0, 0
    for letter in found:
        while letter != ENDS and at < len(text) and text[at] in DROPPED:
            at += 1
        if letter == BEGINS:
            begun = at
        elif letter == ENDS:
            while at < len(text) and text[at] in DROPPED:
                at += 1
            places.append((begun, at))
        else:
            at += 1
    return places if at <= len(text) else []


def excerpt(passage: Passage, found: str) -> list[Words]:
    """A passage with each word told apart that was found; of a long one, the words
    around the first. Nothing when there is none."""
    places = spans(passage.text, found)
    if not places:
        return []
    if len(passage.text) > BEFORE_THE_WORD + AROUND_IT:
        passage = cut(passage.text, places[0][0])
        places = [(at - passage.start, end - passage.start) for at, end in places]
    text, start, goes_on = passage
    pieces, at = [Words("… ", False)] if start else [], 0
    for begins, ends in places:
        if ends > len(text):
            break
        pieces += [Words(text[at:begins], False), Words(text[begins:ends], True)]
        at = ends
    return [*pieces, Words(text[at:] + (" …" if goes_on else ""), False)]
