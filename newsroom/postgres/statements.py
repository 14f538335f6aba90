"""Queries whose SQL is made once in a process, and planned once on each connection.

Most of what a query costs is Django's writing of its SQL, anew each time, and
PostgreSQL's planning of it. What is asked for each page that is rendered is
therefore written down beforehand, with ``Given`` where a value comes later.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import BooleanField, Field, Func, QuerySet, Value
from django.db.models.functions import Cast

from newsroom import replicas
from newsroom.postgres import prepared

Rows = Iterable[tuple[Any, ...]]


class Given(Value):
    """A value that comes with the question: the statement is made once."""

    def __init__(self, name: str, output_field: Any) -> None:
        super().__init__(None, output_field=output_field)
        self.name = name

    def as_sql(  # type: ignore[override]
        self, compiler: Any, connection: Any
    ) -> tuple[str, list[Any]]:
        return "%s", [self]

    @property
    def empty_result_set_value(self) -> Any:
        return None


def one_of(expression: Any, name: str, kind: type[Field]) -> Func:
    """A condition: the expression is among the values of a given list."""
    several = ArrayField(kind())
    return Func(
        expression,
        Cast(Given(name, several), several),
        template="(%(expressions)s))",
        arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )


def written(queryset: QuerySet[Any, Any]) -> str:
    """Its SQL, to be put into SQL of ours: a given value is ``%(name)s`` in it."""
    sql, values = queryset.query.sql_with_params()
    names = (value.name for value in values if isinstance(value, Given))
    return prepared.MARK.sub(
        lambda mark: mark[0] if mark[0] == "%%" else f"%({next(names)})s",
        prepared.written_out(sql, values, kept=Given),
    )


def ask_anew(sql: str, given: Mapping[str, Any]) -> list[Any]:
    """Planned for these very values."""
    with replicas.connection().cursor() as cursor:
        cursor.execute(sql, given)
        rows: list[Any] = cursor.fetchall()
        return rows


class Statement[Row]:
    """A queryset that is asked often: ``LATEST.ask(section=7)``.

    Gives what iterating the queryset would give, but for ``prefetch_related``.
    """

    def __init__(self, make: Callable[[], QuerySet[Any, Row]]) -> None:
        self.make = make

    @cached_property
    def written(self) -> tuple[QuerySet[Any, Row], "Reading", str, tuple[str, ...]]:
        queryset = self.make()
        compiler = queryset.query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        given = tuple(value.name for value in values if isinstance(value, Given))
        whole = prepared.written_out(sql, values, kept=Given)
        return queryset, Reading(compiler), whole, given

    def ask(self, **values: Any) -> list[Row]:
        return self.made_of(self.rows(**values))

    def rows(self, **values: Any) -> list[Any]:
        """As they come, to be kept; ``made_of`` makes of them what ``ask`` gives."""
        _queryset, _reading, sql, given = self.written
        return answered(sql, given, values)

    def made_of(self, rows: list[Any]) -> list[Row]:
        queryset, reading, *_asked = self.written
        iterable: Any = queryset._iterable_class
        return list(iterable(Answered(queryset, reading, rows)))

    def first(self, **values: Any) -> Row | None:
        return next(iter(self.ask(**values)), None)


class Both[First, Second]:
    """One question for a row of one statement and for what belongs to it.

    ``of`` says what is given to the second: fields of the first's model.
    """

    def __init__(
        self, first: Statement[First], second: Statement[Second], **of: str
    ) -> None:
        self.first = first
        self.second = second
        self.of = of

    @cached_property
    def written(self) -> tuple[int, str, tuple[str, ...]]:
        _queryset, reading, first, given = self.first.written
        second, belonging = self.second.written[2:]
        columns = [f"c{place}" for place, _column in enumerate(reading.select)]
        own = {
            reading.select[place][0].target.attname: columns[place]
            for place in reading.klass_info["select_fields"]
        }
        of = (f"first.{own[self.of[name]]}" for name in belonging)
        second = prepared.MARK.sub(
            lambda mark: mark[0] if mark[0] == "%%" else next(of), second
        )
        sql = (
            f"SELECT * FROM ({first}) AS first ({', '.join(columns)})"  # noqa: S608
            f" CROSS JOIN LATERAL ({second}) AS second"
        )
        return len(columns), sql, given

    def ask(self, **values: Any) -> tuple[First, Second] | None:
        """None if there is no such row, or nothing belongs to it."""
        width, sql, given = self.written
        rows = answered(sql, given, values)[:1]
        if not rows:
            return None
        (row,) = rows
        [first] = self.first.made_of([row[:width]])
        [second] = self.second.made_of([row[width:]])
        return first, second


def answered(
    sql: str, given: Iterable[str], values: Mapping[str, Any]
) -> list[tuple[Any, ...]]:
    with prepared.cursor() as cursor:
        cursor.execute(sql, [values[name] for name in given])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


class Reading:
    """What Django's compiler knows of the columns, once it has written the SQL."""

    def __init__(self, compiler: Any) -> None:
        self.select = compiler.select
        self.klass_info = compiler.klass_info
        self.annotation_col_map = compiler.annotation_col_map
        columns = [column for column, *_rest in self.select]
        self.converters = list(compiler.get_converters(columns).items())

    def converted(self, rows: Rows) -> Iterator[tuple[Any, ...]]:
        for row in map(list, rows):
            for place, (converters, expression) in self.converters:
                for convert in converters:
                    row[place] = convert(row[place], expression, connection)
            yield tuple(row)


class Answered:
    """Stands where Django looks for a queryset, its query and its compiler when it
    makes objects of rows, and has the rows already."""

    def __init__(self, queryset: Any, reading: Reading, rows: list[Any]) -> None:
        self.query = self
        self.db = queryset.db
        self.model = queryset.model
        self._fetch_mode = queryset._fetch_mode
        self._known_related_objects: dict[Any, Any] = {}
        self.reading = reading
        self.rows = rows
        self.select = reading.select
        self.klass_info = reading.klass_info
        self.annotation_col_map = reading.annotation_col_map

    def get_compiler(self, *_where: Any, **_also: Any) -> "Answered":
        return self

    def execute_sql(self, *_how: Any, **_also: Any) -> list[list[Any]]:
        return [self.rows]

    def results_iter(
        self, results: Any = None, **_how: Any
    ) -> Iterator[tuple[Any, ...]]:
        rows = iter(self.rows) if results is None else chain.from_iterable(results)
        return self.reading.converted(rows) if self.reading.converters else rows
