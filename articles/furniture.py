from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject
from django.urls import reverse

from articles.models import Link, LinkPlace, Page, Publication, Section
from newsroom.pages.store import furnishings
from newsroom.postgres.statements import Statement

WRITTEN = JSONObject(name="label", url="url", language="language", place="place")


@dataclass(frozen=True)
class Place:
    """A name in the navigation or the footer."""

    name: str
    url: str
    language: str
    slug: str = ""
    in_navigation: bool = True
    # Where a link that an editor made stands.
    place: str = ""


@dataclass(frozen=True)
class Furniture:
    """What stands on every page: the paper's name, its sections, its standing pages,
    and what links an editor added."""

    publication: Publication
    sections: list[Place]
    pages: list[Place]
    links: list[Place]
    # Another when any of it has changed; None when nobody asked.
    epoch: int | None = None

    @property
    def navigation(self) -> list[Place]:
        sections = [section for section in self.sections if section.in_navigation]
        return [*sections, *self.linked(LinkPlace.NAVIGATION)]

    @property
    def footer(self) -> list[Place]:
        return self.linked(LinkPlace.FOOTER)

    @property
    def elsewhere(self) -> list[Place]:
        return self.linked(LinkPlace.SOCIAL)

    def linked(self, place: str) -> list[Place]:
        return [link for link in self.links if link.place == place]


def listed(queryset: Any, name: str, **more: str) -> ArraySubquery:
    values = JSONObject(name=name, slug="slug", language="language", **more)
    return ArraySubquery(queryset.annotate(_all=values).values("_all"))


def the_paper() -> Any:
    return Publication.objects.filter(pk=1).annotate(
        in_navigation=listed(
            Section.objects.all(), "name", in_navigation="in_navigation"
        ),
        in_footer=listed(Page.objects.all(), "title"),
        linked=ArraySubquery(Link.objects.values(_all=WRITTEN)),
    )


THE_PAPER: Statement[Publication] = Statement(the_paper)


def furniture(facts: Mapping[str, Any] | None = None) -> Furniture:
    """One query; none when a page's validator says that nothing of it has changed."""
    epoch: int | None = facts.get("furniture_epoch") if facts else None
    if epoch is None:
        return as_it_stands()
    kept: Furniture | None = furnishings.get(epoch)
    if kept is None:
        kept = as_it_stands(epoch)
        furnishings.clear()
        furnishings[epoch] = kept
    return kept


def as_it_stands(epoch: int | None = None) -> Furniture:
    found: Any = THE_PAPER.ask()[0]
    return Furniture(
        publication=found,
        sections=[place("articles:section", row) for row in found.in_navigation],
        pages=[place("articles:page", row) for row in found.in_footer],
        links=[Place(**row) for row in found.linked],
        epoch=epoch,
    )


def place(view: str, row: dict[str, Any]) -> Place:
    return Place(url=reverse(view, args=[row["slug"]]), **row)
