"""The files in content/: what the demo says, before it becomes rows."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from articles.models.slugs import slug_of

ROOT = Path(__file__).parent / "content"
PHOTOS = ROOT / "photos"
FENCE = "+++\n"
UNITS = {"d": "days", "h": "hours", "m": "minutes"}


@dataclass(frozen=True)
class Text:
    """A file with a head of TOML between two fences, and words under it."""

    name: str
    head: dict[str, Any]
    words: str

    @property
    def slug(self) -> str:
        return str(self.head.get("slug", self.name))


@dataclass(frozen=True)
class Letter:
    """A reader's comment as it is written down, and the approved replies to it."""

    name: str
    email: str
    words: str
    head: dict[str, Any]
    replies: tuple["Letter", ...] = ()

    @property
    def size(self) -> int:
        return 1 + sum(reply.size for reply in self.replies)


@cache
def table(name: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def texts(folder: str) -> tuple[Text, ...]:
    return tuple(read(path) for path in sorted((ROOT / folder).glob("*.md")))


def read(path: Path) -> Text:
    _nothing, head, words = path.read_text(encoding="utf-8").split(FENCE, 2)
    return Text(path.stem, tomllib.loads(head), words.strip())


@cache
def threads() -> dict[str, tuple[Letter, ...]]:
    """The approved comments of each story, by the name of its file."""
    return {
        path.stem: letters(table(f"threads/{path.stem}")["comment"])
        for path in sorted((ROOT / "threads").glob("*.toml"))
    }


@cache
def queue() -> tuple[Letter, ...]:
    """The comments that wait for the desk."""
    return letters(table("queue")["comment"])


def letters(rows: list[dict[str, Any]]) -> tuple[Letter, ...]:
    return tuple(
        Letter(
            name=row["name"],
            email=row.get("email") or f"{slug_of(row['name'])}@example.org",
            words=row["text"],
            head=row,
            replies=letters(row.get("reply", [])),
        )
        for row in rows
    )


def every_letter() -> Iterator[Letter]:
    def walk(some: tuple[Letter, ...]) -> Iterator[Letter]:
        for letter in some:
            yield letter
            yield from walk(letter.replies)

    for thread in threads().values():
        yield from walk(thread)
    yield from queue()


def span(words: str) -> timedelta:
    """A length of time like ``1d 9h``; with a minus it lies ahead."""
    parts = re.findall(r"(\d+)([dhm])", words)
    length = timedelta(**{UNITS[unit]: int(number) for number, unit in parts})
    return -length if words.startswith("-") else length
