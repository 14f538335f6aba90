"""Each real story is found first by a phrase of its own."""

import html
import re

import pytest

from tests import make
from tests.articles.test_search import SearchTestCase
from tests.data import DATA, lines_of


def plainly(words):
    """Letters alone: texts that were taken over differ in signs nobody sees."""
    return "".join(re.findall(r"[^\W_]", words.casefold()))


def own_phrase(body, others):
    """As many words of one part of a text as a search takes, that no other text has."""
    parts = [run for part in body for run in re.split(r"\S*//\S*", part)]
    for part in sorted(parts, key=len, reverse=True):
        words = part.replace('"', " ").split()
        for at in range(0, max(1, len(words) - 15), 4):
            phrase = " ".join(words[at : at + 40])[:190].rpartition(" ")[0]
            letters = plainly(phrase)
            own = not any(letters in other for other in others)
            if len(phrase) > 20 and own:
                return phrase
    return None


class EveryStoryTests(SearchTestCase):
    @pytest.mark.slow
    def test_every_story_is_found_first_by_a_phrase_of_its_own(self):
        files = sorted((DATA / "articles").glob("*.jsonl"))
        names = [file.name for file in files] or ["ar-wikinews.jsonl"]
        rows = [row for name in names for row in lines_of(f"articles/{name}")]
        section, made = make.section(), {}
        for row in rows:
            article = make.article(
                section=section,
                headline=row["title"][:300],
                language=row["lang"],
                body="".join(f"<p>{html.escape(part)}</p>" for part in row["body"]),
            )
            made[article] = row["body"]
        texts = {
            article: plainly(f"{article.headline} {' '.join(body)}")
            for article, body in made.items()
        }
        missed = []
        for article, body in made.items():
            others = [text for other, text in texts.items() if other != article]
            if (phrase := own_phrase(body, others)) is None:
                continue
            found = self.found(f'"{phrase}"')
            if found[:1] != [article.get_absolute_url()]:
                missed.append((article.language, phrase, len(found)))
        self.assertEqual(missed, [])
