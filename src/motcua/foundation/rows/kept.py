"""Readers whose text is made once: a query is written with models, compiled, and asked many times.

Making the text of a rich query costs more than the database needs to answer it. What changes from
call to call stands in the query as a `slot`; whatever else it depends on (who asks, which list) is
the key under which the caller keeps it, usually by `lru_cache`.

Words that never change (states, kinds) stand in the text itself: so the server may keep one plan
and still see that a partial index fits.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.query import get_related_populators
from psycopg.sql import Literal

M = TypeVar("M", bound=Model)
Row = tuple[Any, ...]
_MARK = re.compile("%%|%s")


@dataclass(frozen=True)
class _Slot:
    name: str


def slot(name: str) -> RawSQL:
    """Return the place of a value that is given when the query is asked."""
    return RawSQL("%s", (_Slot(name),))


@dataclass(frozen=True)
class _Instances:
    """How rows become instances: the model's own columns, then those of selected relations."""

    model: Any
    names: list[str]
    own: slice
    related: list[Any]


class Kept(Generic[M]):
    """A compiled query; it holds no row and no connection's state."""

    def __init__(self, found: "QuerySet[M, Any]") -> None:
        self._compiler = found.query.get_compiler(connection=connection)
        try:
            self.text, self.values = _with_words(*self._compiler.as_sql())
        except EmptyResultSet:  # a query that can find nothing has no text of its own
            self.text, self.values = "", ()

    @cached_property
    def _converters(self) -> Any:
        """What turns a column of the driver into the field's value; most columns need nothing."""
        return self._compiler.get_converters([column[0] for column in self._compiler.select])

    @cached_property
    def _instances(self) -> "_Instances":
        seen: Any = self._compiler
        fields = seen.klass_info["select_fields"]
        first, last = fields[0], fields[-1] + 1
        related = get_related_populators(  # type: ignore[call-arg]  # the stubs are those of 6.0
            seen.klass_info, seen.select, connection.alias
        )
        names = [column[0].target.attname for column in seen.select[first:last]]
        return _Instances(seen.klass_info["model"], names, slice(first, last), related)

    def rows(self, **slots: Any) -> list[Row]:
        """Return the rows as tuples, in the order of the query's columns. One statement."""
        if not self.text:
            return []
        with connection.cursor() as cursor:
            cursor.execute(self.text, filled(self.values, slots))
            found: list[Row] = cursor.fetchall()
        if not self._converters:
            return found
        return list(map(tuple, self._compiler.apply_converters(found, self._converters)))

    def objects(self, **slots: Any) -> Iterator[M]:
        """Yield model instances with what was selected or annotated beside them. One statement."""
        rows = self.rows(**slots)
        if not rows:
            return
        made = self._instances
        for row in rows:
            one = made.model.from_db(connection.alias, made.names, row[made.own])
            for populator in made.related:
                populator.populate(row, one)
            for name, place in self._compiler.annotation_col_map.items():
                setattr(one, name, row[place])
            yield one


def count_each(*wanted: Kept[Any], **slots: Any) -> tuple[int, ...]:
    """Return how many rows each query finds, no more than its own limit. One statement."""
    counts = [f"(SELECT count(*) FROM ({one.text}) AS n)" if one.text else "0" for one in wanted]  # noqa: S608
    with connection.cursor() as cursor:
        values = [value for one in wanted for value in filled(one.values, slots)]
        cursor.execute(f"SELECT {', '.join(counts)}", values)
        found: tuple[int, ...] = cursor.fetchone()
    return found


def filled(values: Row, slots: dict[str, Any]) -> list[Any]:
    """Return the values of a query with every slot filled. Raises `KeyError` for one forgotten."""
    return [slots[value.name] if isinstance(value, _Slot) else value for value in values]


def _with_words(text: str, values: Row) -> tuple[str, Row]:
    """Write constant words into the text; numbers, lists and slots go on travelling as values."""
    left, kept = iter(values), []

    def place(mark: "re.Match[str]") -> str:
        if mark[0] == "%%":
            return "%%"
        value = next(left)
        if isinstance(value, str):
            return Literal(str(value)).as_string(None).replace("%", "%%")
        kept.append(value)
        return "%s"

    return _MARK.sub(place, text), tuple(kept)
