"""The statements of a search. Each is written once for each set of filters, and planned
anew for each search: only a plan that knows the words knows how common they are."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    F,
    Func,
    Q,
    QuerySet,
    TextField,
)
from django.db.models.functions import Left

from articles.models import Article, Byline, Contributor, Section
from articles.models.search import SHOWN, Wanted
from articles.models.stories import ArticleQuerySet
from newsroom.postgres.statements import Given, Statement, ask_anew, one_of, written

Place = tuple[datetime, int]
Shape = frozenset[str]

# Of the text, the standfirst and the headline; nothing in ours has the fourth weight.
WEIGHTS = "{0, 0.1, 0.4, 1}"
FROM_HERE = "(published_at, pk) < (%(moment)s::timestamptz, %(pk)s)"
NEWEST = "ORDER BY published_at DESC, pk DESC"
# A large section and a word meet in a bitmap. One that has no room for each story says
# only in which blocks they are, and all the words of all stories there are unpacked.
ROOM = "SELECT set_config('work_mem', '32MB', true)"
STORIES = "SELECT reltuples FROM pg_class WHERE oid = 'articles_article'::regclass"


def holds(name: str) -> Func:
    """A condition: the stored vector holds the words given under a name."""
    return Func(
        F("search"),
        Given(name, TextField()),
        template="(%(expressions)s::tsquery)",
        arg_joiner=" @@ ",
        output_field=BooleanField(),
    )


def narrowed(shape: Shape) -> ArticleQuerySet:
    """Live stories, by the filters that are given."""
    stories = Article.objects.live()
    if "section" in shape:
        here = Section.objects.filter(slug=Given("section", CharField()))
        stories = stories.filter(section=here.values("pk")[:1])
    if "by" in shape:
        stories = stories.filter(pk__in=bylines().values("article"))
    if "since" in shape:
        since = Given("since", DateField())
        stories = stories.filter(first_published_on__gte=since)
    if "until" in shape:
        until = Given("until", DateField())
        stories = stories.filter(first_published_on__lte=until)
    return stories


def bylines() -> QuerySet[Byline]:
    by = Given("by", CharField())
    named = Contributor.objects.filter(Q(slug=by) | Q(name__iexact=by))
    return Byline.objects.filter(contributor__in=named).order_by()


def places(stories: ArticleQuerySet) -> Any:
    return stories.order_by().values_list("published_at", "pk")


@cache
def holding(shape: Shape) -> str:
    return written(places(narrowed(shape).filter(holds("loose"))))


@cache
def within(shape: Shape) -> str:
    return written(places(narrowed(shape)))


def guessed(shape: Shape, **given: Any) -> tuple[float, float]:
    """How many stories hold the words, and how many there are, as far as PostgreSQL
    remembers."""
    [[plan]] = ask_anew(f"EXPLAIN (FORMAT JSON) {holding(shape)}", given)
    [[stories]] = ask_anew(STORIES, {})
    return plan[0]["Plan"]["Plan Rows"], stories


def guessed_in(shape: Shape, **given: Any) -> float:
    """How many live stories there are within the filters, as far as it remembers."""
    [[plan]] = ask_anew(f"EXPLAIN (FORMAT JSON) {within(shape)}", given)
    rows: float = plan[0]["Plan"]["Plan Rows"]
    return rows


def gathered(shape: Shape, **given: Any) -> tuple[int, list[Place]]:
    """How many hold the words, and the newest of these from a place on. Of more than
    the most that are counted, it may be any."""
    ask_anew(ROOM, {})
    rows = ask_anew(
        f"WITH held AS MATERIALIZED ({holding(shape)} LIMIT %(most)s),"  # noqa: S608 (ours)
        f" newest AS (SELECT * FROM held WHERE {FROM_HERE} {NEWEST} LIMIT %(shown)s)"
        f" SELECT counted, published_at, pk"
        f" FROM (SELECT count(*) AS counted FROM held) AS held"
        f" LEFT JOIN newest ON true {NEWEST}",
        given,
    )
    return rows[0][0], [(at, pk) for _counted, at, pk in rows if at is not None]


def all_that_hold(shape: Shape, **given: Any) -> list[Place]:
    """In no order, and no more than so many."""
    ask_anew(ROOM, {})
    return ask_anew(f"{holding(shape)} LIMIT %(most)s", given)


def among(ids: list[int], shape: Shape, **given: Any) -> list[Place]:
    """Those of some stories that are within the filters, in no order."""
    stories = narrowed(shape).filter(one_of(F("pk"), "ids", BigIntegerField))
    return ask_anew(written(places(stories)), given | {"ids": ids})


@cache
def stream(shape: Shape) -> str:
    """The newest stories from a place on, so many, whatever they hold."""
    rows = written(narrowed(shape).values_list("published_at", "pk", "search"))
    here = FROM_HERE
    if "since" in shape:
        # The day says it already, but no index has both. No clocks are so far apart.
        here += " AND published_at > %(since)s::timestamptz - interval '2 days'"
    return f"SELECT * FROM ({rows}) AS stories WHERE {here} {NEWEST} LIMIT %(walked)s"  # noqa: S608 (ours)


@cache
def stream_by() -> str:
    """The places of the newest stories of a contributor, from a place on."""
    named = bylines().filter(listed_at__isnull=False)
    rows = written(named.values_list(F("listed_at"), "article"))
    return (
        f"SELECT * FROM ({rows}) AS bylines (published_at, pk)"  # noqa: S608 (ours)
        f" WHERE {FROM_HERE} {NEWEST} LIMIT %(walked)s"
    )


@cache
def holding_in(shape: Shape) -> tuple[str, str]:
    """Those of a stream that hold the words, and the stream."""
    if "by" not in shape:
        return f"SELECT * FROM ({stream(shape)}) AS newest", stream(shape)  # noqa: S608 (ours)
    stories = narrowed(shape - {"by"}).values_list("published_at", "pk", "search")
    return (
        # In the order of the stream, so that no more are unpacked than are shown.
        f"SELECT newest.*, stories.search FROM ({stream_by()}) AS newest"  # noqa: S608 (ours)
        f" JOIN ({written(stories)}) AS stories USING (pk)",
        stream_by(),
    )


def walked(shape: Shape, **given: Any) -> tuple[list[Place], Place | None]:
    """The newest that hold the words among so many stories from a place on, and where
    the walk ended when it found too few."""
    stories, newest = holding_in(shape)
    found = ask_anew(
        f"SELECT published_at, pk FROM ({stories}) AS stories"  # noqa: S608 (ours)
        f" WHERE search @@ %(exact)s::tsquery {NEWEST} LIMIT %(shown)s",
        given,
    )
    if len(found) == given["shown"]:
        return found, None
    end = f"SELECT published_at, pk FROM ({newest}) AS newest OFFSET %(walked)s - 1"  # noqa: S608 (ours)
    return found, next(iter(ask_anew(end, given)), None)


def has_written_many(by: str, many: int) -> bool:
    rows = written(bylines().values_list("pk"))
    return len(ask_anew(f"{rows} LIMIT {many:d}", {"by": by})) == many


def exactly(ids: Iterable[int], exact: str) -> list[int]:
    """Those that hold the words as they were asked for, the newest first."""
    found = EXACTLY.ask(ids=list(ids), exact=exact)
    return [pk for _moment, pk in sorted(found, reverse=True)]


EXACTLY: Statement[Place] = Statement(
    lambda: places(
        Article.objects.live().filter(
            one_of(F("pk"), "ids", BigIntegerField), holds("exact")
        )
    )
)


def ranked(ids: list[int], words: Wanted) -> list[tuple[float, int]]:
    """The merit of each, of those that hold the words as they were asked for."""
    return ask_anew(
        "SELECT ts_rank(%(weights)s::float4[], search, %(merit)s::tsquery), id"
        " FROM articles_article WHERE id = ANY(%(ids)s)"
        " AND (%(loose)s = %(exact)s OR search @@ %(exact)s::tsquery)",
        words._asdict() | {"weights": WEIGHTS, "ids": ids},
    )


def cards(ids: list[int]) -> list[Article]:
    """The stories as a result shows them, in the order that is asked for."""
    found = {card.pk: card for card in CARDS.ask(ids=ids)} if ids else {}
    return [found[pk] for pk in ids if pk in found]


CARDS: Statement[Article] = Statement(
    lambda: (
        Article.objects.as_cards()
        .live()
        .filter(one_of(F("pk"), "ids", BigIntegerField))
        .annotate(start=Left("body_text", SHOWN))
    )
)
