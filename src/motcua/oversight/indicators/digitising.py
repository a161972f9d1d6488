"""How completely papers become electronic: by unit, officer, procedure or month, each with rows.

Counted are dossiers whose papers were weighed: at a scan, or when they left the counter. Each
exception, papers that left unscanned, has a person and a reason. A unit that was replaced counts
with the one that carries on all its work; a row tells the unit that it was.
Basis: Decree 107/2021/NĐ-CP, art. 21a; R-45: 100 % of what is received and settled (mem-mid).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import connection

from motcua.oversight.indicators.comparing import last_heirs
from motcua.oversight.indicators.rules import Period
from motcua.registers.organisation.rules import Acting

TARGET_PERCENT = 100
PAGE = 50


class Line(StrEnum):
    """What the lines of the table stand for."""

    UNIT = "unit"
    OFFICER = "officer"
    PROCEDURE = "procedure"
    MONTH = "month"


class Group(StrEnum):
    """Which dossiers of a line: all, complete, with reused papers, excused, still to be scanned."""

    ALL = "all"
    COMPLETE = "complete"
    REUSED = "reused"
    EXCUSED = "excused"
    WAITING = "waiting"


_MONTH = "to_char(g.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM')"
_LINES = {
    Line.UNIT: ("h.id::text", "h.name"),
    Line.OFFICER: ("coalesce(g.officer_id, 0)::text", "coalesce(o.full_name, '–')"),
    Line.PROCEDURE: ("g.procedure_id::text", "p.code"),
    Line.MONTH: (_MONTH, _MONTH),
}
_GROUPS = {
    Group.ALL: "TRUE",
    Group.COMPLETE: "g.papers = g.digitised + g.reused",
    Group.REUSED: "g.reused > 0",
    Group.EXCUSED: "g.papers > g.digitised + g.reused AND g.excused_at IS NOT NULL",
    Group.WAITING: "g.papers > g.digitised + g.reused AND g.excused_at IS NULL",
}
HEIR = """
  LEFT JOIN unnest(%(past)s::bigint[], %(heirs)s::bigint[]) AS s(past, heir) ON s.past = u.id
  JOIN organisation_unit h ON h.id = coalesce(s.heir, u.id)
"""
_JOINS = f"""
  FROM documents_digitisation g
  JOIN organisation_unit u ON u.id = g.unit_id {HEIR}
  JOIN catalogue_procedure p ON p.id = g.procedure_id
  LEFT JOIN people_officer o ON o.id = g.officer_id
 WHERE g.received_at BETWEEN %(begin)s AND %(end)s
   AND (%(sees_all)s OR g.unit_id = ANY(%(unit_ids)s))
"""


@dataclass(frozen=True)
class Figures:
    """Dossiers by group, and papers: received, digitised, reused."""

    key: str
    name: str
    dossiers: int
    complete: int
    with_reuse: int
    excused: int
    waiting: int
    papers: int
    digitised: int
    reused: int

    @property
    def percent(self) -> float | None:
        """The share of dossiers whose papers are all electronic; None where there are none."""
        return 100 * self.complete / self.dossiers if self.dossiers else None


@dataclass(frozen=True)
class DossierRow:
    """A dossier behind a figure; `excuse` and `officer` say who let papers go, and why."""

    dossier_id: int
    code: str
    received_at: datetime
    unit: str
    officer: str
    papers: int
    missing: int
    excuse: str

    @property
    def place(self) -> tuple[datetime, int]:
        """Its place in the list, newest first."""
        return self.received_at, self.dossier_id


def figures(line: Line, period: Period, *, by: Acting, now: datetime) -> tuple[Figures, ...]:
    """Return the lines of a period, the least complete first; two statements."""
    key, name = _LINES[line]
    counts = ", ".join(f"count(*) FILTER (WHERE {_GROUPS[group]})" for group in Group)
    text = f"""
        SELECT {key}, {name}, {counts}, sum(g.papers), sum(g.digitised), sum(g.reused)
        {_JOINS} GROUP BY 1, 2
    """
    rows = (
        Figures(str(row[0]), str(row[1]), *map(int, row[2:])) for row in ask(text, by, period, now)
    )
    if line is Line.MONTH:
        return tuple(sorted(rows, key=lambda row: row.key))
    return tuple(sorted(rows, key=lambda row: (row.percent or 0, -row.dossiers, row.name)))


def total(rows: Sequence[Figures]) -> Figures:
    """Return the sums of the lines."""
    sums = [
        sum(getattr(row, name) for row in rows)
        for name in (
            "dossiers", "complete", "with_reuse", "excused", "waiting", "papers", "digitised",
            "reused",
        )
    ]  # fmt: skip
    return Figures("", "", *sums)


@dataclass(frozen=True)
class Asked:
    """Which rows: of a line's value ("" for all), of a group, after the last one shown."""

    line: Line
    key: str
    group: Group
    after: tuple[datetime, int] | None = None
    most: int = PAGE


def rows(asked: Asked, period: Period, *, by: Acting, now: datetime) -> tuple[DossierRow, ...]:
    """Return the dossiers behind a figure, newest first, `most` and one more; two statements."""
    key, _name = _LINES[asked.line]
    text = f"""
        SELECT g.dossier_id, coalesce(d.code, ''), g.received_at, u.name, coalesce(o.full_name, ''),
               g.papers, g.papers - g.digitised - g.reused, g.excuse
        {_JOINS.replace(" WHERE", "  JOIN dossiers_dossier d ON d.id = g.dossier_id WHERE", 1)}
           AND {_GROUPS[asked.group]} AND (%(key)s = '' OR {key} = %(key)s)
           AND (%(at)s::timestamptz IS NULL OR (g.received_at, g.dossier_id) < (%(at)s, %(last)s))
         ORDER BY g.received_at DESC, g.dossier_id DESC LIMIT {asked.most + 1}
    """
    at, last = asked.after or (None, 0)
    found = ask(text, by, period, now, {"key": asked.key, "at": at, "last": last})
    return tuple(DossierRow(*row) for row in found)


def ask(
    text: str, by: Acting, period: Period, now: datetime, more: dict[str, Any] | None = None
) -> list[tuple[Any, ...]]:
    """Return the rows of a statement about a period, within the actor's sight."""
    begin, end = period.instants(now)
    follows = last_heirs()
    facts: dict[str, Any] = {
        "begin": begin, "end": end, "sees_all": by.sees_all, "unit_ids": sorted(by.unit_ids),
        "past": list(follows), "heirs": list(follows.values()),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(text, facts | (more or {}))
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
