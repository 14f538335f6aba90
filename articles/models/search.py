import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django.contrib.postgres.search import SearchQueryField, SearchVectorField
from django.db import connection, models
from django.db.models.expressions import RawSQL

from newsroom.postgres import prepared

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
    """Letter by letter, which takes half as long as PostgreSQL's own translate()."""
    for letter, other in zip(FROM_LETTERS, TO_LETTERS, strict=True):
        sql = f"replace({sql}, '{letter}', '{other}')"
    return f"regexp_replace({sql}, '[{DROPPED}]+', '', 'g')"


def folded_if_needed(sql: str) -> str:
    """The same. Most texts hold no such letter, and then one look is all they cost.

    For what is stored and indexed; it says its argument three times.
    """
    needed = f"{sql} ~ '[{FROM_LETTERS}{DROPPED}]'"
    return f"CASE WHEN {needed} THEN {folded(sql)} ELSE {sql} END"


def configuration(column: str = "language") -> str:
    cases = " ".join(
        f"WHEN '{language}' THEN '{name}'::regconfig"
        for language, name in CONFIGURATIONS.items()
    )
    return f"CASE {column} {cases} ELSE '{PLAIN}'::regconfig END"


def vector(column: str, weight: str) -> str:
    text = folded_if_needed(f"coalesce({column}, '')")
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


# A quoted phrase or a word, perhaps with the sign that keeps it out.
TERM = re.compile(r'-?"[^"]*"?|\S+')


def told_apart(words: str) -> tuple[str, list[str]]:
    """What a search wants, and what it wants kept out, each as it was written."""
    terms = TERM.findall(words)
    unwanted = [term.lstrip("-") for term in terms if term.startswith("-")]
    return " ".join(term for term in terms if not term.startswith("-")), unwanted


DICTIONARIES = sorted({*CONFIGURATIONS.values(), PLAIN})


@lru_cache(1000)
def in_every_dictionary(words: str) -> str:
    """The words as one query that each dictionary's reading of them meets.

    Each reading once: most dictionaries leave most words as they are, and whoever plans
    the search must not take seven times the same for seven chances.
    """
    one = f"websearch_to_tsquery(name::regconfig, {folded('%s')})::text"
    sql = f"SELECT DISTINCT {one} FROM unnest(%s::text[]) AS name"  # noqa: S608 (ours)
    with connection.cursor() as cursor:
        cursor.execute(sql, [words, DICTIONARIES])
        readings = sorted(reading for (reading,) in cursor.fetchall() if reading)
    return " | ".join(f"({reading})" for reading in readings)


TOGETHER = re.compile(r" <(?:-|\d+)> ")
TOO = " & "


class Wanted(NamedTuple):
    """The words of a search as queries in every dictionary at once: a story's own will
    match.

    A word to keep out is kept out in each of them, or the stories of one language
    would be let in by the dictionary of another.
    """

    exact: str
    # The words of a phrase wherever they stand: it lets in too many, never too few. An
    # index answers it; for the phrase each story's words must be unpacked.
    loose: str
    # What a story is worth by: nothing is worth less for what it lacks.
    merit: str

    @property
    def fewest(self) -> int:
        """How many words a story must hold at least."""
        readings = TOGETHER.sub(TOO, self.merit).split(" | ")
        return min(reading.count(TOO) for reading in readings) + 1


def wanted(words: str) -> Wanted:
    asked, unwanted = told_apart(words)
    merit = in_every_dictionary(asked)
    terms = [f"({merit})"] if merit else []
    out = [f"!({term})" for term in map(in_every_dictionary, unwanted) if term]
    surely_out = [term for term in out if not TOGETHER.search(term)]
    return Wanted(
        exact=TOO.join(terms + out),
        loose=TOGETHER.sub(TOO, TOO.join(terms + surely_out)),
        merit=merit,
    )


def query(words: str) -> RawSQL:
    exact = wanted(words).exact
    return RawSQL("%s::tsquery", [exact], output_field=SearchQueryField())


class Matches(models.Func):
    """A condition: a stored vector holds the words."""

    arg_joiner = " @@ "
    template = "%(expressions)s"
    output_field = models.BooleanField()


def matches(words: str) -> models.Expression:
    return Matches(models.F("search"), query(words))


# Private characters around a found word; a text that holds them itself loses them.
BEGINS, ENDS = "\ue000", "\ue001"
# As much of a text as is looked through for words to show.
SHOWN = 6000


BLANK = f"<>&{BEGINS}{ENDS}"
FOLDED = str.maketrans(
    FROM_LETTERS + BLANK, TO_LETTERS + " " * len(BLANK), DROPPED
)  # fmt: skip
MARKED = f"""
SELECT ts_headline(config::regconfig, text, %s::tsquery,
  'HighlightAll=true, StartSel={BEGINS}, StopSel={ENDS}')
FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS given (config, text, place)
ORDER BY place
"""  # noqa: S608 (ours)


def marked(texts: Sequence[str], languages: Sequence[str], found: str) -> list[str]:
    """Some texts, folded, with each word marked that a query finds in it.

    Every letter stands where it stood, but for those that folding drops.
    """
    configs = [CONFIGURATIONS.get(language, PLAIN) for language in languages]
    folded_texts = [text.translate(FOLDED) for text in texts]
    with prepared.cursor() as cursor:
        cursor.execute(MARKED, [found, configs, folded_texts])
        return [row[0] for row in cursor.fetchall()]
