"""A synthetic site of any size: loaded in bulk, true to every rule of the schema."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.db import transaction

from articles.models.photo import RECIPE
from comments.screening import CHECKS
from newsroom.bench import letters, stories, trees
from newsroom.bench.crew import Crew
from newsroom.bench.loading import bare, copy, rows, run
from newsroom.bench.words import LANGUAGES, Text, Writer

TABLES = (
    "articles_article",
    "articles_byline",
    "articles_tagging",
    "articles_pastaddress",
    "comments_comment",
    "comments_contact",
    "comments_decision",
    "comments_screeningresult",
    "comments_thread",
)
# Filled before, with their triggers at work: small, and shown on every page.
SMALL = (
    "articles_section",
    "articles_topic",
    "articles_contributor",
    "articles_photo",
    "newsroom_user",
)
PARAGRAPHS, HEADLINES, REMARKS, PEOPLE = 400, 900, 2000, 200
STORIES_AT_ONCE, COMMENTS_AT_ONCE = 5_000, 100_000


class NotEmpty(Exception):
    """The database holds something that would be mixed up with the corpus."""


@dataclass(frozen=True)
class Size:
    stories: int
    comments: int
    held: int
    seed: int = 1
    # Stories of one paragraph, and more of all comments on the busiest: less to make,
    # and lists and indexes hold the same.
    brief: bool = False

    @property
    def values(self) -> dict[str, object]:
        """What the statements ask for by name."""
        return {
            "stories": self.stories,
            "comments": self.comments,
            "held": self.held,
            "shortest": 1 if self.brief else 3,
            "longer": 0 if self.brief else 14,
            "busiest": 15_000 if self.brief else 2_000,
            "seed": self.seed,
            "ahead": max(2, self.stories // 2000),
            "topics": min(2000, 50 + self.stories // 500),
            "contributors": min(3000, 60 + self.stories // 300),
            "photos": min(800, 50 + self.stories // 100),
            "recipe": RECIPE,
            "readers": 20 + self.comments // 12,
            "zone": settings.TIME_ZONE,
            "paragraphs": PARAGRAPHS,
            "headlines": HEADLINES,
            "remarks": REMARKS,
            "block": trees.BLOCK,
            "shapes": trees.SHAPES,
            "checks": [module.__name__.rpartition(".")[2] for module in CHECKS],
        }


def refuse_unless_empty() -> None:
    for table in (*TABLES, *SMALL, "articles_page", "comments_tally"):
        if rows(f"SELECT 1 FROM {table} LIMIT 1"):  # noqa: S608 (names of ours)
            raise NotEmpty(table)


def work(size: Size) -> int:
    """How much there is to do, in the unit that ``make`` reports: rows, roughly."""
    return size.stories * 10 + size.comments * 4


def make(
    size: Size,
    done: Callable[[float], object],
    said: Callable[[str], object],
    hands: int = 1,
) -> None:
    """One pair of hands does all or nothing, in one transaction.

    More are quicker, and leave a database to be dropped when they are cut short.
    """
    refuse_unless_empty()
    with transaction.atomic() if hands == 1 else nullcontext():
        fill(size, Crew(hands), done, said)


def fill(
    size: Size,
    crew: Crew,
    done: Callable[[float], object],
    said: Callable[[str], object],
) -> None:
    ((moment,),) = rows("SELECT now()")
    run(stories.FUNCTIONS, **size.values, moment=moment)
    copy("corpus.texts", "kind, language, number, plain, html", texts(size.seed))
    run("ANALYZE corpus.texts")
    run(stories.DESKS, **size.values)
    if crew.hands == 1:
        run("SET CONSTRAINTS ALL IMMEDIATE")
    with bare(TABLES, crew, said):
        fill_stories(size, crew, done)
        fill_comments(size, crew, done)
    run("DROP SCHEMA corpus CASCADE")
    crew.each(partial(catch_up, table) for table in (*TABLES, *SMALL))
    if crew.hands == 1:
        run("SET CONSTRAINTS ALL DEFERRED")


def texts(seed: int) -> Iterator[Sequence[object]]:
    for language in LANGUAGES:
        writer = Writer(language, seed)
        made: dict[str, Iterator[Text]] = {
            "paragraph": writer.paragraphs(PARAGRAPHS),
            "headline": writer.headlines(HEADLINES),
            "remark": writer.remarks(REMARKS),
            "people": writer.people(PEOPLE),
        }
        for kind, found in made.items():
            for text in found:
                yield kind, language, text.number, text.plain, text.html


def batches(total: int, size: int) -> Iterator[dict[str, int]]:
    for first in range(1, total + 1, size):
        yield {"first": first, "last": min(first + size - 1, total)}


def fill_stories(size: Size, crew: Crew, done: Callable[[float], object]) -> None:
    def some(batch: dict[str, int]) -> None:
        # Each story looks up its dozen texts; all of them each time would be slower.
        run("SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off")
        run(stories.STORIES, **size.values, **batch)
        run("SET LOCAL enable_hashjoin = on; SET LOCAL enable_mergejoin = on")
        done((batch["last"] - batch["first"] + 1) * 10)

    crew.each(partial(some, batch) for batch in batches(size.stories, STORIES_AT_ONCE))
    # Not its search vectors, which take the longest and are in no plan of ours.
    run("ANALYZE articles_article (id, section_id, language, status, published_at)")


def fill_comments(size: Size, crew: Crew, done: Callable[[float], object]) -> None:
    """And what belongs to the stories, by whoever has nothing to do meanwhile."""
    run(
        "CREATE UNLOGGED TABLE corpus.trees (shape int, place int, parent int,"
        " root int, depth int, places int[])"
    )
    columns = "shape, place, parent, root, depth, places"
    copy("corpus.trees", columns, trees.shapes(size.seed))

    def ask(*statements: str) -> None:
        for statement in statements:
            run(statement, **size.values)

    def place(batch: dict[str, int]) -> None:
        run(letters.PLACED, **size.values, **batch)

    def some(batch: dict[str, int]) -> None:
        for statement in letters.BATCHED:
            run(statement, **size.values, **batch)
            done(batch["last"] - batch["first"] + 1)

    def each(work: Callable[[dict[str, int]], None], at_once: int) -> None:
        crew.each(partial(work, batch) for batch in batches(size.comments, at_once))

    crew.each(
        [
            partial(ask, *letters.PLANS),
            *(partial(ask, one) for one in stories.BELONGINGS),
        ]
    )
    each(place, max(1, -(-size.comments // crew.hands)))
    crew.each([partial(ask, *letters.HELD)])
    each(some, COMMENTS_AT_ONCE)
    crew.each(partial(ask, one) for one in letters.COUNTS)


def catch_up(table: str) -> None:
    """The next row made by the site gets the next number, and plans fit the table."""
    if rows(
        "SELECT 1 FROM pg_attribute WHERE attrelid = %(table)s::regclass"
        " AND attname = 'id' AND attidentity <> ''",
        table=table,
    ):
        run(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'),"  # noqa: S608
            f" (SELECT max(id) FROM {table})) WHERE EXISTS (SELECT FROM {table})"
        )
    run(f"ANALYZE {table}")
