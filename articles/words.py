"""The words that headlines and names are made of, to guess what a search meant."""

import re
import string
import unicodedata

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F

from articles.models import Article, Word
from articles.models.search import DROPPED, FROM_LETTERS, TO_LETTERS

WORD = re.compile(r"[^\W\d_]{3,40}")
FOLDED = str.maketrans(
    dict(zip(FROM_LETTERS, TO_LETTERS, strict=True)) | dict.fromkeys(DROPPED, "")
)
LETTERS = string.ascii_lowercase + string.digits
NEAR = 0.3
MOST_TERMS = 8


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
    known = set(Word.objects.filter(text__in=asked).values_list("text", flat=True))
    unknown = [text for text in asked if text not in known]
    nearest = {text: near for text in unknown if (near := like(text))}
    if not nearest:
        return ""
    return WORD.sub(lambda found: nearest.get(found[0], found[0]), folded(words))


def like(text: str) -> str:
    key = key_of(text)
    likeness = TrigramSimilarity("key", key)
    near = Word.objects.filter(key__trigram_similar=key).annotate(likeness=likeness)
    best = near.filter(likeness__gte=NEAR).order_by("-likeness", "-seen", "text")
    found = best.first()
    return found.text if found else ""
