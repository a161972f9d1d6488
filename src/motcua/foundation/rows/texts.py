"""The text of a statement that writes: made once for each shape, from the columns of the models."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Field, ForeignKey, Model

Columns = tuple[tuple[str, str], ...]


class Kind(NamedTuple):
    """Rows of one table, alike: plain columns, links to groups above, columns taken."""

    model: type[Model]
    columns: Columns
    links: tuple[tuple[str, int], ...]
    takes: tuple[tuple[str, int], ...]


class Altered(NamedTuple):
    """Changed columns of one row of a table, its key among them."""

    model: type[Model]
    columns: Columns


class Text(NamedTuple):
    """The writing parts, and what the statement selects from them."""

    sql: str
    wanted: tuple[str, ...]


Shape = tuple[Kind, ...]


@dataclass(frozen=True)
class Change:
    """A saved row of which these fields have changed."""

    row: Model
    names: tuple[str, ...]

    def shape(self) -> Altered:
        """Return which columns of which table."""
        return _altered(type(self.row), self.names)


def shape_of(groups: Sequence[Sequence[Model]], takes: Sequence[tuple[Model, str]]) -> Shape:
    """Return how the groups hang together. Raises `ValueError` when a row hangs in the air."""
    places: dict[int, int] = {}
    kinds = []
    for nth, group in enumerate(groups):
        first = group[0]
        links = tuple(_links(first, places))
        taken = tuple((column, at) for at, (row, column) in enumerate(takes) if row is first)
        kinds.append(_kind(type(first), links, taken, first.pk is not None))
        if len(group) == 1:
            places[id(first)] = nth
    return tuple(kinds)


def _links(row: Model, places: dict[int, int]) -> Any:
    for one in _foreign_keys(type(row)):
        if getattr(row, one.attname) is None and one.is_cached(row):
            above = one.get_cached_value(row)
            if above is not None:
                if id(above) not in places:
                    raise ValueError(f"{type(row).__name__}.{one.name} points outside the sheet")
                yield one.attname, places[id(above)]


@lru_cache(maxsize=256)
def _foreign_keys(model: type[Model]) -> tuple["ForeignKey[Any, Any]", ...]:
    return tuple(one for one in model._meta.concrete_fields if isinstance(one, ForeignKey))


@lru_cache(maxsize=1024)
def _kind(
    model: type[Model],
    links: tuple[tuple[str, int], ...],
    takes: tuple[tuple[str, int], ...],
    has_key: bool,
) -> Kind:
    elsewhere = {name for name, _ in (*links, *takes)}
    columns = tuple(
        (one.attname, str(one.column))
        for one in model._meta.concrete_fields
        if one.attname not in elsewhere and (has_key or not one.primary_key)
    )
    return Kind(model, columns, links, takes)


@lru_cache(maxsize=256)
def _altered(model: type[Model], names: tuple[str, ...]) -> Altered:
    wanted: list[Any] = [model._meta.pk, *(model._meta.get_field(name) for name in names)]
    return Altered(model, tuple((one.attname, one.column) for one in wanted))


@lru_cache(maxsize=512)
def text_of(shape: Shape, changes: tuple[Altered, ...]) -> Text:
    """Return the parts for a shape; only names of tables and columns of models stand in it."""
    sqls = [_insert(nth, kind) for nth, kind in enumerate(shape)]
    sqls += [_update(nth, kind) for nth, kind in enumerate(changes)]
    takes = sum(len(kind.takes) for kind in shape)
    wanted = [f"ARRAY(TABLE w{nth})" for nth in range(len(shape))]
    wanted += [f"(TABLE t{nth})" for nth in range(takes)]
    return Text(", ".join(sqls), tuple(wanted))


def _insert(nth: int, kind: Kind) -> str:
    fields = {one.attname: one for one in kind.model._meta.concrete_fields}
    names = [_quoted(fields[name]) for name, _ in kind.columns]
    wanted = [f"v.{name}" for name in names]
    for name, above in kind.links:
        names.append(_quoted(fields[name]))
        wanted.append(f"(TABLE w{above})")
    for name, at in kind.takes:
        names.append(_quoted(fields[name]))
        wanted.append(f"(TABLE t{at})")
    types = _typed([fields[name] for name, _ in kind.columns])
    source = f"json_to_recordset(%s::json) AS v ({types})"
    into = f"INSERT INTO {_table(kind.model)} ({', '.join(names)})"
    key = _quoted(kind.model._meta.pk)
    read = f"SELECT {', '.join(wanted)} FROM {source}"  # noqa: S608
    return f"w{nth} AS ({into} {read} RETURNING {key})"


def _update(nth: int, kind: Altered) -> str:
    fields = {one.attname: one for one in kind.model._meta.concrete_fields}
    key, *others = [fields[name] for name, _ in kind.columns]
    sets = ", ".join(f"{_quoted(one)} = v.{_quoted(one)}" for one in others)
    source = f"json_to_record(%s::json) AS v ({_typed([key, *others])})"
    where = f"u.{_quoted(key)} = v.{_quoted(key)}"
    into = f"UPDATE {_table(kind.model)} u SET {sets}"  # noqa: S608
    return f"c{nth} AS ({into} FROM {source} WHERE {where})"


def _typed(fields: Sequence["Field[Any, Any]"]) -> str:
    return ", ".join(f"{_quoted(one)} {_type(one)}" for one in fields)


def _type(one: "Field[Any, Any]") -> str:
    return str(one.rel_db_type(connection) if one.primary_key else one.db_type(connection))


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _quoted(one: Any) -> str:
    return connection.ops.quote_name(one.column)
