"""Dossiers by the unit they go to: a list of hand-over serves one."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from motcua.casework.lifecycle.at_counter import CounterRow
from motcua.doors.desk.naming import due_words
from motcua.doors.desk.reception_fields import name_of


@dataclass(frozen=True)
class Line:
    """A dossier to choose."""

    id: int
    code: str
    procedure: str
    owner: str
    due: str


@dataclass(frozen=True)
class Group:
    """What goes to one unit."""

    unit_id: int
    unit: str
    lines: tuple[Line, ...]


def by_unit(rows: Sequence[CounterRow]) -> tuple[Group, ...]:
    """Group rows that are sorted by their competent unit."""
    groups = groupby(rows, key=lambda row: (row.competent_unit_id, row.competent_unit))
    return tuple(Group(*unit, tuple(map(_line, lines))) for unit, lines in groups)


def _line(row: CounterRow) -> Line:
    procedure = name_of(row.procedure, row.procedure_en)
    return Line(row.dossier_id, row.code, procedure, row.owner_name, due_words(row.due_at))
