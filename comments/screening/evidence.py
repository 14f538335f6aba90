from dataclasses import dataclass, field
from typing import Any

from comments.models import Outcome


@dataclass(frozen=True)
class Evidence:
    """What the checks may look at. They ask the database nothing."""

    name: str
    body: str
    token_is_ours: bool = True
    honeypot: str = ""
    seconds_on_form: float | None = None
    max_links: int = 2
    staff_names: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Finding:
    outcome: str
    score: float | None = None
    detail: dict[str, Any] = field(default_factory=dict)


CLEAR = Finding(Outcome.CLEAR)
NOT_MEASURED = Finding(Outcome.NOT_MEASURED)


def flagged(score: float | None = None, **detail: Any) -> Finding:
    return Finding(Outcome.FLAGGED, score, detail)
