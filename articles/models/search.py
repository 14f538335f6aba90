from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.search import SearchQueryField, SearchVectorField
from django.db import models
from django.db.models.expressions import RawSQL

# Letters that writers of Arabic script use for one another, and signs that a
# searcher leaves out. Folded the same way in the stored vector and in the query.
FROM_LETTERS = "أإآٱىیېئکگھەةؤ"
TO_LETTERS = "ااااييييككهههو"
DROPPED = (
    "\u0640\u200c\u200d\u064b\u064c\u064d\u064e"
    "\u064f\u0650\u0651\u0652\u0653\u0654\u0670"
)

# Dictionaries are made by a migration; a language without one splits words only.
CONFIGURATIONS = {
    "en": "newsroom_english",
    "ar": "newsroom_arabic",
    "de": "newsroom_german",
    "es": "newsroom_spanish",
    "fr": "newsroom_french",
    "tr": "newsroom_turkish",
}
PLAIN = "newsroom_plain"
# A vector may not pass a megabyte; this many letters never come near it.
SEARCHED = 200_000


def folded(sql: str) -> str:
    return f"translate({sql}, '{FROM_LETTERS}{DROPPED}', '{TO_LETTERS}')"


def configuration(column: str = "language") -> str:
    cases = " ".join(
        f"WHEN '{language}' THEN '{name}'::regconfig"
        for language, name in CONFIGURATIONS.items()
    )
    return f"CASE {column} {cases} ELSE '{PLAIN}'::regconfig END"


def vector(column: str, weight: str) -> str:
    text = folded(f"coalesce({column}, '')")
    return f"setweight(to_tsvector({configuration()}, {text}), '{weight}')"


VECTOR = " || ".join(
    [
        vector("headline", "A"),
        vector("standfirst", "B"),
        vector(f"left(body_text, {SEARCHED})", "C"),
    ]
)


class Vector(models.Func):
    """The words of a story by the dictionary of its language, headline first."""

    output_field = SearchVectorField()

    def as_sql(  # type: ignore[override]
        self, *_args: Any, **_options: Any
    ) -> tuple[str, Sequence[Any]]:
        return VECTOR, []


class SearchField(models.GeneratedField):
    """The stored search vector. The database makes it; the manager does not load it."""

    def __init__(self, **_options: Any) -> None:
        super().__init__(
            expression=Vector(), output_field=SearchVectorField(), db_persist=True
        )

    def deconstruct(self) -> Any:
        name, path, args, _options = super().deconstruct()
        return name, path, args, {}


def query(words: str) -> RawSQL:
    """The words as a query in every dictionary at once: the story's own will match."""
    names = sorted({*CONFIGURATIONS.values(), PLAIN})
    asked = " || ".join(
        f"websearch_to_tsquery('{name}', {folded('%s')})" for name in names
    )
    return RawSQL(  # noqa: S611 (the names are ours, the words are parameters)
        f"({asked})", [words] * len(names), output_field=SearchQueryField()
    )


class Matches(models.Func):
    """A condition: a stored vector holds the words."""

    arg_joiner = " @@ "
    template = "%(expressions)s"
    output_field = models.BooleanField()


def matches(words: str) -> models.Expression:
    return Matches(models.F("search"), query(words))
