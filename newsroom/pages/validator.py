import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.contrib.postgres.functions import TransactionNow
from django.db.models import DateTimeField, Model, QuerySet, Value
from django.db.models.functions import Cast, Greatest, Least, NullIf

from newsroom.models.pulse import pulse
from newsroom.pages.parts import Facts, Part, parts_of
from newsroom.postgres import prepared
from newsroom.postgres.statements import Given
from newsroom.release import release

THIS_MOMENT = """
SELECT transaction_timestamp(), string_agg(mark::text, ' ' ORDER BY id)
FROM newsroom_pulse
"""


@dataclass(frozen=True)
class Validator:
    """What a page's bytes depend on at this moment, and until when."""

    facts: Mapping[str, Any]
    now: datetime
    next_change: datetime | None
    # All that readers see, named as one: see newsroom.models.Pulse.
    pulse: str | None

    def etag(self, address: str) -> str:
        named = repr((release(), address, self.facts))
        return f'"{hashlib.sha256(named.encode()).hexdigest()[:32]}"'

    def at(self, moment: "Moment") -> "Validator | None":
        """The same, said of a later moment; None where its page has to be asked about:
        something has changed somewhere, or time has changed this."""
        if moment.pulse != self.pulse:
            return None
        if self.next_change is not None and self.next_change <= moment.now:
            return None
        return Validator(self.facts, moment.now, self.next_change, self.pulse)

    def lifetime(self, most: int = 1) -> int:
        """Whole seconds for which a shared cache may keep the page.

        One less than there is: a cache that counts in whole seconds keeps it for up
        to one more.
        """
        if self.next_change is None:
            return most
        left = int((self.next_change - self.now).total_seconds()) - 1
        return max(0, min(most, left))


def ahead(moment: Any) -> NullIf:
    """The moment while it is still to come, else nothing; looked for once."""
    return NullIf(Greatest(moment, TransactionNow()), TransactionNow())


@dataclass(frozen=True)
class Moment:
    """A moment of the database: its clock, and what names all that readers see then."""

    now: datetime
    pulse: str | None

    @classmethod
    def this(cls) -> "Moment":
        with prepared.cursor() as cursor:
            cursor.execute(THIS_MOMENT)
            return cls(*cursor.fetchone())


class Written(NamedTuple):
    """A statement: the names of its columns, itself, the names of what it is given, and
    of those columns that are asked for besides."""

    names: tuple[str, ...]
    sql: str
    given: tuple[str, ...]
    besides: tuple[str, ...]


class Question:
    """The one statement that asks for a page's validator, made at first use."""

    def __init__(self, page: str, subject: Callable[[], QuerySet[Model]]) -> None:
        self.page = page
        self.subject = subject

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        return parts_of(self.page)

    @cached_property
    def statement(self) -> Written:
        return self.written({})

    @cached_property
    def statement_to_make(self) -> Written:
        return self.written(
            {
                f"{part.name}_{name}": value
                for part in self.parts
                for name, value in part.besides().items()
            }
        )

    def written(self, besides: dict[str, Any]) -> Written:
        columns: dict[str, Any] = {}
        moments: list[Any] = [Cast(Value(None), DateTimeField())] * 2
        for part in self.parts:
            for name, value in part.values().items():
                columns[f"{part.name}_{name}"] = value
            moments += [ahead(moment) for moment in part.moments()]
        asked = (
            self.subject()
            .order_by()
            .annotate(**columns, page_now=TransactionNow(), page_next=Least(*moments))
            .annotate(page_pulse=pulse(), **besides)
        )
        names = ("pk", *columns, "page_now", "page_next", "page_pulse", *besides)
        sql, values = asked.values_list(*names).query.sql_with_params()
        given = tuple(value.name for value in values if isinstance(value, Given))
        sql = prepared.written_out(sql, values, kept=Given)
        return Written(names, sql, given, tuple(besides))

    def ask(self, address: Mapping[str, Any]) -> Validator | None:
        """One query. None when the address has no subject at this moment."""
        found = self.answer(self.statement, address)
        return found and found[0]

    def ask_to_make(self, address: Mapping[str, Any]) -> tuple[Validator, Facts] | None:
        """The same, and what the parts ask for besides, to make the page."""
        return self.answer(self.statement_to_make, address)

    def answer(
        self, statement: Written, address: Mapping[str, Any]
    ) -> tuple[Validator, Facts] | None:
        names, sql, given, besides = statement
        with prepared.cursor() as cursor:
            cursor.execute(sql, [address[name] for name in given])
            row = cursor.fetchone()
        if row is None:
            return None
        facts = dict(zip(names, row, strict=True))
        said = [facts.pop(f"page_{name}") for name in ("now", "next", "pulse")]
        more = {name: facts.pop(name) for name in besides}
        return Validator(facts, *said), more
