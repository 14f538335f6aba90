"""Running totals of what waits and what is reported: always exact.

For all, by story and by section. Triggers keep them, in the transaction of the change
and without anybody waiting.
"""

from django.db.models import F, QuerySet, Sum, TextField

from comments.models import Tally
from newsroom.postgres.statements import Statement, one_of

HELD, REPORTED = "held", "reported"


def named(kind: str, scope: str, pk: int) -> str:
    return f"{kind}:{scope}:{pk}"


def held_on(story: int) -> str:
    return named(HELD, "story", story)


def held_in(section: int) -> str:
    return named(HELD, "section", section)


def total(name: str) -> int:
    return totals([name]).get(name, 0)


def totals(names: list[str]) -> dict[str, int]:
    """One query for several; a name that was never counted is missing."""
    return dict(TOTALS.ask(names=names))


def of_several() -> QuerySet[Tally, tuple[str, int]]:
    rows = Tally.objects.filter(one_of(F("name"), "names", TextField))
    return rows.values_list("name").annotate(total=Sum("value"))


TOTALS: Statement[tuple[str, int]] = Statement(of_several)
