"""Which stories are like one another: by their topics, and by the words they share."""

from collections import Counter

from django.contrib.postgres.search import SearchQueryField, SearchRank
from django.db import OperationalError, connection, transaction
from django.db.models import Count, F, Q
from django.db.models.expressions import RawSQL

from articles.models import Article, Digest
from articles.models.search import Matches
from articles.models.stories import ArticleQuerySet

SHOWN = 4
# So many of the newest of a topic are looked at, and so many lexemes of a headline.
LOOKED_AT = 200
MOST_LEXEMES = 24
# One topic in common weighs what a close likeness of words does.
TOPIC, LIKENESS = 1.0, 4.0
# Of two million stories with a common word, those that are found in this time.
PATIENCE = "5s"


def digest(article: Article) -> list[int]:
    """Find its like, and keep them. Those found may now show it, too; but for those
    not read yet, whose own turn does more than this."""
    found = keep(article)
    read = Article.objects.live().exclude(digest=None)
    for other in read.filter(pk__in=found):
        keep(other)
    return found


def keep(article: Article) -> list[int]:
    found = like(article)
    Digest.objects.update_or_create(article=article, defaults={"related": found})
    return found


def like(article: Article) -> list[int]:
    """The stories most like it, of its own language: their ids, the likest first."""
    scores: Counter[int] = Counter()
    others = Article.objects.live().filter(language=article.language)
    others = others.exclude(pk=article.pk)
    for pk, shared in sharing_topics(article, others):
        scores[pk] += TOPIC * shared  # type: ignore[assignment]
    for pk, likeness in sharing_words(article, others):
        scores[pk] += LIKENESS * likeness  # type: ignore[assignment]
    return [pk for pk, _score in sorted(scores.items(), key=best)[:SHOWN]]


def best(scored: tuple[int, float]) -> tuple[float, int]:
    """The higher score first; of two as high, the newer story."""
    pk, score = scored
    return -score, -pk


def sharing_topics(article: Article, others: ArticleQuerySet) -> list[tuple[int, int]]:
    topics = list(article.topics.values_list("pk", flat=True))
    newest = others.filter(taggings__topic__in=topics).newest_first()
    ids = newest.values_list("pk", flat=True)[:LOOKED_AT]
    shared = Count("taggings", filter=Q(taggings__topic__in=topics))
    counted = Article.objects.filter(pk__in=list(ids)).annotate(shared=shared)
    return list(counted.values_list("pk", "shared"))


def sharing_words(article: Article, others: ArticleQuerySet) -> list[tuple[int, float]]:
    """By the lexemes of its headline and its standfirst, any of them."""
    lexemes = lexemes_of(article)
    if not lexemes:
        return []
    any_of = " | ".join(map(quoted, lexemes))
    query = RawSQL("%s::tsquery", [any_of], output_field=SearchQueryField())
    # Divided by the number of different words: a long story is like nothing by chance.
    rank = SearchRank(F("search"), query, normalization=8)
    near = others.filter(Matches(F("search"), query)).annotate(rank=rank)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = '{PATIENCE}'")
            return list(near.order_by("-rank").values_list("pk", "rank")[:LOOKED_AT])
    except OperationalError:
        return []


def quoted(lexeme: str) -> str:
    """As it stands in a tsquery, whatever is in it."""
    escaped = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def lexemes_of(article: Article) -> list[str]:
    heads = RawSQL("tsvector_to_array(ts_filter(search, '{a,b}'))", [])
    found = Article.objects.filter(pk=article.pk).values_list(heads, flat=True)
    return sorted(next(iter(found), []), key=len, reverse=True)[:MOST_LEXEMES]
