from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject
from django.urls import reverse

from articles.models import Page, Publication, Section


@dataclass(frozen=True)
class Place:
    """A name in the navigation or the footer."""

    name: str
    slug: str
    url: str
    language: str


@dataclass(frozen=True)
class Furniture:
    """What stands on every page: the paper's name, its sections, its standing pages."""

    publication: Publication
    sections: list[Place]
    pages: list[Place]


def listed(queryset: Any, name: str) -> ArraySubquery:
    values = JSONObject(name=name, slug="slug", language="language")
    return ArraySubquery(queryset.annotate(_all=values).values("_all"))


def furniture() -> Furniture:
    """One query."""
    found = Publication.objects.annotate(
        in_navigation=listed(Section.objects.all(), "name"),
        in_footer=listed(Page.objects.all(), "title"),
    ).get(pk=1)
    return Furniture(
        publication=found,
        sections=[place("articles:section", row) for row in found.in_navigation],
        pages=[place("articles:page", row) for row in found.in_footer],
    )


def place(view: str, row: dict[str, str]) -> Place:
    return Place(url=reverse(view, args=[row["slug"]]), **row)
