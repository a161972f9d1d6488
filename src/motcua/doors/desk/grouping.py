"""Dossiers by the unit they go to: a list of hand-over serves one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import ngettext

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
    unscanned: str


@dataclass(frozen=True)
class Group:
    """What goes to one unit."""

    unit_id: int
    unit: str
    lines: tuple[Line, ...]

    @property
    def lacks_scans(self) -> bool:
        """Tell whether a reason must be given."""
        return any(line.unscanned for line in self.lines)


def by_unit(
    rows: Sequence[CounterRow], unscanned: Mapping[int, Sequence[str]]
) -> tuple[Group, ...]:
    """Group rows that are sorted by their competent unit; `unscanned` papers by dossier."""
    groups = groupby(rows, key=lambda row: (row.competent_unit_id, row.competent_unit))
    return tuple(
        Group(*unit, tuple(_line(row, len(unscanned.get(row.dossier_id, ()))) for row in lines))
        for unit, lines in groups
    )


def _line(row: CounterRow, missing: int) -> Line:
    procedure = name_of(row.procedure, row.procedure_en)
    said = ngettext("%(n)s giấy tờ chưa quét", "%(n)s giấy tờ chưa quét", missing) % {"n": missing}
    due = due_words(row.due_at)
    return Line(row.dossier_id, row.code, procedure, row.owner_name, due, said if missing else "")
