"""The words that headlines and names are made of, to guess what a search meant."""

import re
import string
import unicodedata

from django.db.models import F

from articles.models import Article, Word
from articles.models.search import DROPPED, FROM_LETTERS, TO_LETTERS
from newsroom.postgres.statements import ask_anew

WORD = re.compile(r"[^\W\d_]{3,40}")
FOLDED = str.maketrans(
    dict(zip(FROM_LETTERS, TO_LETTERS, strict=True)) | dict.fromkeys(DROPPED, "")
)
LETTERS = string.ascii_lowercase + string.digits
NEAR = 0.3
MOST_TERMS = 8
# For each unknown word the one most like it, and of those the one most used.
NEAREST = """
SELECT asked.text, near.text
FROM unnest(%(texts)s::text[], %(keys)s::text[]) AS asked (text, key)
CROSS JOIN LATERAL (
  SELECT text FROM articles_word
  WHERE key %% asked.key AND similarity(key, asked.key) >= %(near)s
  ORDER BY similarity(key, asked.key) DESC, seen DESC, text LIMIT 1
) AS near
WHERE NOT EXISTS (SELECT FROM articles_word WHERE articles_word.text = asked.text)
"""


def folded(text: str) -> str:
    """Lower case, and letters that writers take for one another as one."""
    return text.lower().translate(FOLDED)


def key_of(text: str) -> str:
    """ASCII alone, letter for letter: trigrams leave every other letter out.

    Accents go; letters of other scripts are given some letter, always the same.
    """
    plain = unicodedata.normalize("NFKD", text)
    letters = [one for one in plain if not unicodedata.combining(one)]
    return "".join(
        one if one.isascii() else LETTERS[ord(one) % len(LETTERS)] for one in letters
    )[:80]


def learn(article: Article) -> None:
    """Count each word of its headline, standfirst, topics and names once."""
    names = article.bylines.values_list("contributor__name", flat=True)
    topics = article.topics.values_list("name", flat=True)
    told = " ".join([article.headline, article.standfirst, *names, *topics])
    found = set(WORD.findall(folded(told)))
    Word.objects.bulk_create(
        [Word(text=text, key=key_of(text), seen=0) for text in sorted(found)],
        ignore_conflicts=True,
    )
    Word.objects.filter(text__in=found).update(seen=F("seen") + 1)


def meant(words: str) -> str:
    """The search with each unknown word replaced by the nearest known one.

    Empty when every word is known, or none is near to one.
    """
    asked = WORD.findall(folded(words))[:MOST_TERMS]
    keys = [key_of(text) for text in asked]
    given = {"texts": asked, "keys": keys, "near": NEAR}
    nearest = dict(ask_anew(NEAREST, given)) if asked else {}
    if not nearest:
        return ""
    return WORD.sub(lambda found: nearest.get(found[0], found[0]), folded(words))
