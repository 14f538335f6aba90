"""Which parts each public page of the newspaper is made of."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.db.models import F, OuterRef

from articles.models import Contributor, Topic
from articles.parts import (
    FURNITURE,
    alarms,
    all_of,
    clock,
    epoch,
    news_end,
    oldest_news,
    scope_of,
    story_moments,
    story_values,
)
from newsroom import pages
from newsroom.pages import Part

CURSOR = frozenset({"before"})
EMBEDDED = frozenset({"url", "format", "maxwidth", "maxheight"})
SEARCHED = frozenset({"q", "section", "by", "since", "until", "before", "after"})
FURNISHED = (
    *(
        "story",
        "front",
        "language front",
        "section",
        "contributor",
        "contributors",
        "page",
    ),
    *("topic", "topics", "search", "corrections"),
    *("feed", "section feed", "contributor feed", "topic feed"),
    *(
        "sitemap",
        "month sitemap",
        "news sitemap",
        "robots",
        "manifest",
        "colours",
        "oembed",
    ),
)


def feed_of(kind: str = "") -> Part:
    """A feed: the whole stories of a list, so the names of all who may stand in it."""
    scope: Any = scope_of(kind) if kind else "site"
    own: dict[str, Any] = {"version": F("version")} if kind else {}
    return Part(
        "stories",
        values=lambda: (
            own
            | {"epoch": epoch(scope), **clock()}
            | {f"people_{name}": value for name, value in all_of(Contributor).items()}
            | {f"topics_{name}": value for name, value in all_of(Topic).items()}
        ),
        moments=alarms,
        keys=lambda facts: (f"{kind}-{facts['pk']}" if kind else "front",),
    )


def stories_under(kind: str) -> Part:
    """The list of a contributor or of a topic."""
    return Part(
        "stories",
        values=lambda: {
            "version": F("version"),
            "epoch": epoch(scope_of(kind)),
            **clock(),
        },
        moments=alarms,
        keys=lambda facts: (f"{kind}-{facts['pk']}",),
        parameters=CURSOR,
    )


def register() -> None:
    for name in FURNISHED:
        pages.add(name, FURNITURE)
    story = Part(
        "story",
        values=story_values,
        moments=story_moments,
        keys=lambda facts: (f"article-{facts['pk']}",),
    )
    pages.add("story", story)
    pages.add("oembed", replace(story, parameters=EMBEDDED))
    front = Part(
        "stories",
        values=lambda: {"epoch": epoch("site"), **clock()},
        moments=alarms,
        keys=lambda _facts: ("front",),
    )
    for name in ("front", "language front"):
        pages.add(name, front)
    pages.add(
        "search",
        Part(
            "stories",
            values=lambda: {"epoch": epoch("site"), **clock()},
            moments=alarms,
            keys=lambda _facts: ("search",),
            parameters=SEARCHED,
        ),
    )
    # A correction moves its story's date, and so the epoch of the site.
    pages.add(
        "corrections",
        Part(
            "stories",
            values=lambda: {"epoch": epoch("site"), **clock()},
            moments=alarms,
            keys=lambda _facts: ("corrections",),
            parameters=CURSOR,
        ),
    )
    pages.add(
        "section",
        Part(
            "stories",
            values=lambda: {
                "epoch": epoch(scope_of("section")),
                **clock(section=OuterRef("pk")),
            },
            moments=lambda: alarms(section=OuterRef("pk")),
            keys=lambda facts: (f"section-{facts['pk']}",),
            parameters=CURSOR,
        ),
    )
    for kind in ("contributor", "topic"):
        pages.add(kind, stories_under(kind))
    pages.add(
        "sitemap",
        Part(
            "stories",
            values=lambda: {"epoch": epoch("site"), **clock()},
            moments=alarms,
            keys=lambda _facts: ("archive",),
        ),
    )
    pages.add(
        "news sitemap",
        Part(
            "stories",
            values=lambda: {
                "epoch": epoch("site"),
                "oldest": oldest_news("pk"),
                **clock(),
            },
            moments=lambda: [*alarms(), news_end()],
            keys=lambda _facts: ("front",),
        ),
    )
    pages.add("feed", feed_of())
    for kind in ("section", "contributor", "topic"):
        pages.add(f"{kind} feed", feed_of(kind))
    for name, model in (("contributors", Contributor), ("topics", Topic)):
        names = Part(
            "names",
            values=partial(all_of, model),
            keys=partial(lambda name, _facts: (name,), name),
        )
        pages.add(name, names)
    pages.add(
        "page",
        Part(
            "page",
            values=lambda: {"version": F("version")},
            keys=lambda facts: (f"page-{facts['pk']}",),
        ),
    )
