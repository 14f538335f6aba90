"""Running totals of what waits and what is reported: always exact.

For all, by story and by section. Triggers keep them, in the transaction of the change
and without anybody waiting.
"""

from django.db.models import Sum

from comments.models import Tally

HELD, REPORTED = "held", "reported"


def named(kind: str, scope: str, pk: int) -> str:
    return f"{kind}:{scope}:{pk}"


def held_on(story: int) -> str:
    return named(HELD, "story", story)


def held_in(section: int) -> str:
    return named(HELD, "section", section)


def total(name: str) -> int:
    summed = Tally.objects.filter(name=name).aggregate(total=Sum("value"))
    return summed["total"] or 0


def totals(names: list[str]) -> dict[str, int]:
    """One query for several; a name that was never counted is missing."""
    rows = Tally.objects.filter(name__in=names).values_list("name")
    return dict(rows.annotate(total=Sum("value")))
