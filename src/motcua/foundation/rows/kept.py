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


class Kept(Generic[M]):
    """A compiled query; it holds no row and no connection's state."""

    def __init__(self, found: "QuerySet[M, Any]") -> None:
        self._compiler = found.query.get_compiler(connection=connection)
        try:
            self.text, self.values = _with_words(*self._compiler.as_sql())
        except EmptyResultSet:  # a query that can find nothing has no text of its own
            self.text, self.values = "", ()

    def rows(self, **slots: Any) -> list[Row]:
        """Return the rows as tuples, in the order of the query's columns. One statement."""
        if not self.text:
            return []
        with connection.cursor() as cursor:
            cursor.execute(self.text, filled(self.values, slots))
            chunk = cursor.fetchall()
        return list(self._compiler.results_iter(results=[chunk], tuple_expected=True))

    def objects(self, **slots: Any) -> Iterator[M]:
        """Yield model instances with what was selected or annotated beside them. One statement."""
        rows = self.rows(**slots)
        if not rows:
            return
        seen: Any = self._compiler
        first, last = seen.klass_info["select_fields"][0], seen.klass_info["select_fields"][-1] + 1
        names = [column[0].target.attname for column in seen.select[first:last]]
        related = get_related_populators(  # type: ignore[call-arg]  # the stubs are those of 6.0
            seen.klass_info, seen.select, connection.alias
        )
        for row in rows:
            one = seen.klass_info["model"].from_db(connection.alias, names, row[first:last])
            for populator in related:
                populator.populate(row, one)
            for name, place in seen.annotation_col_map.items():
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
