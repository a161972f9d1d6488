"""One round trip for what an act writes: new rows of several tables, changed rows, and its record.

A row points at another by holding it: `Party(dossier=dossier)`. The statement gives both their
keys. Its text depends on the shape only, never on the number of rows or their values, so that the
server keeps one plan; the values of each table travel as JSON under the columns of the model, so
that a new column can never be forgotten.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Model

from motcua.foundation.rows import texts
from motcua.foundation.rows.values import as_json, row_as_json


@dataclass(frozen=True)
class Taken:
    """A value that the statement itself takes for a column of a new row: a number of a book.

    `sql` is a writing statement of `values` that returns one row with one column `taken`.
    """

    row: Model
    column: str
    sql: str
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Part:
    """A writing statement that goes along; it returns one column `key`."""

    sql: str
    values: tuple[Any, ...]


@dataclass
class Sheet:
    """What an act will write, gathered until it writes; empty groups are left out."""

    groups: list[Sequence[Model]] = field(default_factory=list)
    changes: list[texts.Change] = field(default_factory=list)
    takes: list[Taken] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def insert(self, *groups: Sequence[Model]) -> None:
        """Add unsaved rows, each group of one table, after the rows they point at."""
        self.groups += [group for group in groups if group]

    def take(self, taken: Taken) -> None:
        """Add a value that the statement takes for a row inserted here."""
        self.takes.append(taken)

    def also(self, *parts: Part) -> None:
        """Add writing statements that go along, whose keys nobody asks for."""
        self.parts += parts

    def change(self, row: Model, *names: str) -> None:
        """Add a saved row of which these fields have changed."""
        self.changes.append(texts.Change(row, names))

    def write(self, *parts: Part) -> list[list[int]]:
        """Write everything in one statement; return the keys of each part.

        Constraints hold as ever; rows of one group keep their order. Afterwards the sheet is empty.
        """
        unasked, parts = len(self.parts), (*self.parts, *parts)
        if not (self.groups or self.changes or parts):
            return []
        shape = texts.shape_of(self.groups, [(one.row, one.column) for one in self.takes])
        text = texts.text_of(shape, tuple(one.shape() for one in self.changes))
        sqls = [f"t{nth} AS ({one.sql})" for nth, one in enumerate(self.takes)]
        sqls += [text.sql] if text.sql else []
        sqls += [f"p{nth} AS ({one.sql})" for nth, one in enumerate(parts)]
        wanted = [*text.wanted, *(f"ARRAY(TABLE p{nth})" for nth in range(len(parts)))]
        values = self._values(shape, parts)
        with connection.cursor() as cursor:
            cursor.execute(f"WITH {', '.join(sqls)} SELECT {', '.join(wanted) or 'NULL'}", values)
            answers = list(cursor.fetchone())
        self._name(shape, answers)
        made: list[list[int]] = answers[len(text.wanted) + unasked :]
        self.groups, self.changes, self.takes, self.parts = [], [], [], []
        return made

    def _values(self, shape: texts.Shape, parts: Sequence[Part]) -> list[Any]:
        values = [value for one in self.takes for value in one.values]
        for group, kind in zip(self.groups, shape, strict=True):
            values.append(as_json(group, kind.columns))
        values += [row_as_json(one.row, one.shape().columns) for one in self.changes]
        return values + [value for one in parts for value in one.values]

    def _name(self, shape: texts.Shape, answers: Sequence[Any]) -> None:
        """Give every new row its key, the keys of the rows it points at, and what was taken."""
        for group, kind, keys in zip(self.groups, shape, answers, strict=False):
            for row, key in zip(group, keys, strict=True):
                row.pk = key
                row._state.adding, row._state.db = False, connection.alias
                for name, above in kind.links:
                    setattr(row, name, self.groups[above][0].pk)
        taken = answers[len(self.groups) : len(self.groups) + len(self.takes)]
        for one, value in zip(self.takes, taken, strict=True):
            setattr(one.row, one.column, value)


def insert_together(*groups: Sequence[Model]) -> None:
    """Insert the rows of all groups in one statement and give every row its key."""
    sheet = Sheet()
    sheet.insert(*groups)
    sheet.write()
