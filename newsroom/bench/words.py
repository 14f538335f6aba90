"""Texts that read like none and weigh like real ones: lengths, scripts, rare words."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from articles.models.slugs import slug_of
from comments.rendering import html_of

COMMON = {
    "en": "the of and to in a that for on with as was by at from council river vote"
    " harbour night people said after before water school mayor budget road storm",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein"
    " Hafen Rat Fluss Stadt Nacht Schule Haushalt Straße Wasser Leute sagte Abend",
    "fr": "de la le et les des en un du une que est pour qui dans par sur au avec"
    " port conseil fleuve ville nuit école budget route eau gens maire soir après",
    "ar": "في من على إلى أن عن مع هذا التي بعد قبل كان المدينة النهر المجلس الميناء"
    " الماء المدرسة الطريق الليل الناس قال الميزانية العاصفة اليوم حول بين عند",
}
SYLLABLES = {
    "ar": "با تا را سا ما نو لي دار كم سر ون ير هل زي قم بر",
    "en": "ba ter lo mon ri sa ven do kel ta sho ner qui pra lum est",
}
NAMES = {"ar": "سلمى رامي هدى كريم ليلى", "en": "Ada Bruno Clara Dario Elif Femi Greta"}
RARE_WORDS = 8_000
LANGUAGES = tuple(COMMON)


@dataclass(frozen=True)
class Text:
    language: str
    number: int
    plain: str
    html: str


class Writer:
    """The same words for the same seed."""

    def __init__(self, language: str, seed: int) -> None:
        self.language = language
        self.dice = random.Random(f"{seed} {language}")  # noqa: S311 (no secret)
        self.common = COMMON[language].split()
        self.syllables = SYLLABLES.get(language, SYLLABLES["en"]).split()
        self.rare = [self.invented() for _ in range(RARE_WORDS)]

    def invented(self) -> str:
        return "".join(self.dice.choices(self.syllables, k=self.dice.randint(2, 4)))

    def word(self) -> str:
        """Half of all words are a few dozen; of the rest most are rare."""
        if self.dice.random() < 0.55:
            return self.dice.choice(self.common)
        return self.rare[int(self.dice.random() ** 2 * RARE_WORDS)]

    def words(self, least: int, most: int) -> str:
        chosen = [self.word() for _ in range(self.dice.randint(least, most))]
        return " ".join(chosen)

    def sentence(self) -> str:
        said = self.words(5, 24)
        return f"{said[0].upper()}{said[1:]}."

    def paragraph(self) -> str:
        return " ".join(self.sentence() for _ in range(self.dice.randint(2, 5)))

    def name(self) -> str:
        first = self.dice.choice(NAMES.get(self.language, NAMES["en"]).split())
        return f"{first} {self.invented().capitalize()}"

    def paragraphs(self, count: int) -> Iterator[Text]:
        for number in range(count):
            plain = self.paragraph()
            yield Text(self.language, number, plain, f"<p>{plain}</p>")

    def headlines(self, count: int) -> Iterator[Text]:
        """The second form is the headline's slug."""
        for number in range(count):
            said = self.words(5, 11).capitalize()
            yield Text(self.language, number, said, slug_of(said)[:60].strip("-"))

    def remarks(self, count: int) -> Iterator[Text]:
        """Comments: most a sentence or two, a few of a page, some with a link."""
        for number in range(count):
            length = min(40, int(self.dice.paretovariate(1.1)))
            breaks = self.dice.choices((" ", "\n", "\n\n"), (6, 1, 2), k=length)
            said = "".join(f"{self.sentence()}{end}" for end in breaks).strip()[:4900]
            if self.dice.random() < 0.03:
                said += f" https://example.org/{self.invented()}"
            yield Text(self.language, number, said, html_of(said))

    def people(self, count: int) -> Iterator[Text]:
        for number in range(count):
            name = self.name()
            yield Text(self.language, number, name, slug_of(name))
