"""One round trip for a family of rows: a parent, its children, their children.

`bulk_create` costs a statement a table. Here the whole tree becomes one data-modifying statement,
its columns taken from the models, so that a new column can never be forgotten.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Field, Model


@dataclass(frozen=True)
class Branch:
    """Unsaved rows of one table. `by` names their foreign key to the single row above.

    Only a branch of exactly one row can bear others `below`.
    """

    rows: Sequence[Model]
    by: str = ""
    below: tuple["Branch", ...] = ()


def insert_together(*branches: Branch) -> None:
    """Insert all rows of the branches in one statement and give every row its key.

    Empty branches are left out. Constraints hold as ever; rows of one branch keep their order.
    """
    statement = _Statement()
    for branch in branches:
        statement.add(branch, above="")
    if not statement.parts:
        return
    with connection.cursor() as cursor:
        cursor.execute(statement.text(), statement.values)
        found = cursor.fetchone()
    for (_, branch), numbers in zip(statement.written, found, strict=True):
        _name(branch, numbers)


class _Statement:
    """The statement under construction: its parts, their values, and who gets which keys."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.values: list[Any] = []
        self.written: list[tuple[str, Branch]] = []

    def text(self) -> str:
        """Return the statement; only names of tables and columns of models stand in it."""
        keys = ", ".join(f"ARRAY(TABLE {name})" for name, _ in self.written)
        return f"WITH {', '.join(self.parts)} SELECT {keys}"

    def add(self, branch: Branch, above: str) -> None:
        if not branch.rows:
            return
        name = f"b{len(self.written)}"
        self.written.append((name, branch))
        self.parts.append(self._insert(name, branch, above))
        for child in branch.below:
            self.add(child, above=name)

    def _insert(self, name: str, branch: Branch, above: str) -> str:
        meta = branch.rows[0]._meta
        linked = meta.get_field(branch.by) if branch.by else None
        columns = [field for field in _columns(meta.concrete_fields) if field is not linked]
        lines = ", ".join(self._line(columns, row) for row in branch.rows)
        names = [_quoted(field) for field in columns]
        wanted = ", ".join(f"v.{column}" for column in names)
        source = f"(VALUES {lines}) AS v ({', '.join(names)})"
        if linked is not None:
            names.insert(0, _quoted(linked))
            wanted = f"{above}.key, {wanted}"
            source = f"{above}, {source}"
        table = connection.ops.quote_name(meta.db_table)
        into = f"INSERT INTO {table} ({', '.join(names)}) SELECT {wanted} FROM {source}"  # noqa: S608
        return f"{name} AS ({into} RETURNING {_quoted(meta.pk)} AS key)"

    def _line(self, columns: Sequence["Field[Any, Any]"], row: Model) -> str:
        marks = []
        for field in columns:
            value = field.pre_save(row, add=True)
            self.values.append(field.get_db_prep_save(value, connection))
            marks.append(f"%s::{field.db_type(connection)}")
        return f"({', '.join(marks)})"


def _columns(fields: Sequence[Any]) -> Iterator[Any]:
    return (field for field in fields if not field.primary_key)


def _quoted(field: Any) -> str:
    return connection.ops.quote_name(field.column)


def _name(branch: Branch, numbers: Sequence[int]) -> None:
    for row, number in zip(branch.rows, numbers, strict=True):
        row.pk = number
        row._state.adding, row._state.db = False, connection.alias
    for child in branch.below:
        for row in child.rows:
            setattr(row, child.by, branch.rows[0])
