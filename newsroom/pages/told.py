"""What a request carries of the database's word on the page that it asked for."""

from typing import NamedTuple

from django.http import HttpRequest

from newsroom.pages.parts import Facts


class Told(NamedTuple):
    """What the database said of a page at the moment that it is made in: what its bytes
    depend on, and what its parts asked for besides."""

    facts: Facts
    besides: Facts


def told_of(request: HttpRequest) -> Told | None:
    """None where no page is made, but an answer to a form."""
    return getattr(request, "told", None)


def facts_of(request: HttpRequest) -> Facts | None:
    told = told_of(request)
    return told and told.facts
