from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Part:
    """One ingredient of a page.

    ``values`` and ``moments`` are expressions over the page's subject (use
    ``OuterRef``): what the part's bytes depend on, and the next times at which
    they change by themselves. ``besides`` name nothing: they are what the part prints,
    asked for in the same query when the page is made. ``parameters`` are query
    parameters that choose other bytes; ``personal`` ones make an answer that nobody may
    store. What a part that stands ``apart`` says is in one place: the rest of the page
    does without it.
    """

    name: str
    values: Callable[[], dict[str, Any]] = dict
    moments: Callable[[], list[Any]] = list
    besides: Callable[[], dict[str, Any]] = dict
    keys: Callable[[Facts], Iterable[str]] = lambda _facts: ()
    parameters: frozenset[str] = field(default_factory=frozenset)
    personal: frozenset[str] = field(default_factory=frozenset)
    apart: bool = False


_parts: dict[str, list[Part]] = {}


def add(page: str, part: Part) -> None:
    """Add a part to the page of that name. Call it while apps are getting ready."""
    named = _parts.setdefault(page, [])
    if part.name not in {known.name for known in named}:
        named.append(part)


def parts_of(page: str) -> tuple[Part, ...]:
    return tuple(_parts.get(page, ()))
