"""The demo's newspaper before its first story: name, sections, people, pages."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from articles.models import Contributor, Page, Publication, Section, Topic
from articles.rendering import clean
from newsroom.demo.content import Text, table, texts
from newsroom.demo.markup import html_of

# What each kind of row is found by, and its rows in paper.toml.
KINDS: dict[str, type[Section] | type[Topic] | type[Contributor]] = {
    "section": Section,
    "topic": Topic,
    "contributor": Contributor,
}


def make() -> None:
    Publication.objects.filter(pk=1).update(**table("paper")["publication"])
    for kind, model in KINDS.items():
        for position, row in enumerate(rows(kind), start=1):
            fields = dict(row, position=position) if kind == "section" else row
            model._default_manager.create(**fields)
    for position, text in enumerate(pages(), start=1):
        Page.objects.create(
            slug=text.slug, title=text.head["title"], position=position, body=body(text)
        )


def names_in_use() -> Iterator[str]:
    for kind, model in KINDS.items():
        for row in rows(kind):
            same = Q(slug=row["slug"])
            if kind != "contributor":  # two people may have one name
                same |= Q(name=row["name"])
            if model._default_manager.filter(same).exists():
                yield f"The {kind} “{row['name']}”"
    slugs = [text.slug for text in pages()]
    for page in Page.objects.filter(slug__in=slugs):
        yield f"The page “{page.title}”"


def rows(kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = table("paper")[kind]
    return found


def pages() -> list[Text]:
    return sorted(texts("pages"), key=lambda text: text.head["position"])


def body(text: Text) -> str:
    """As the database has it while nobody has edited the page."""
    return clean(html_of(text.words))
