"""The rows behind a figure, newest first: each measure walks an index of its own, page by page.

A figure is one of four kinds. What happened in the period (received; ended) walks its instants
backwards. What stood at an instant is found among the open dossiers, those received shortly before
it and those few that lived long. What never was received has its own small index.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from motcua.casework.dossiers.rules import OPEN
from motcua.oversight.indicators.rules import Dimension, Measure, Period
from motcua.oversight.indicators.sql import LATE, LONG_DAYS
from motcua.registers.organisation.rules import Acting

PAGE = 50
M = Measure
_OPEN = f"d.state IN ({', '.join(repr(str(state)) for state in sorted(OPEN))})"
_SETTLED = "d.received_at IS NOT NULL AND d.state NOT IN ('withdrawn', 'stopped')"
_DAY = "date_trunc('day', {}, 'Asia/Ho_Chi_Minh')"
_SIDES = (
    f"CASE WHEN d.limit_mode <> 'hour_exact' THEN {_DAY.format('{0}')} {{2}} {_DAY.format('{1}')} "
    "ELSE {0} {2} {1} END"
)


def _compared(one: str, how: str, other: str) -> str:
    """Compare by local day for limits in days, by instant for limits in hours."""
    return _SIDES.format(one, other, how)


_ENDED = {
    M.SETTLED: _SETTLED,
    M.EARLY: f"{_SETTLED} AND {_compared('d.finished_at', '<', 'd.original_due_at')}",
    M.ON_TIME: f"{_SETTLED} AND (d.original_due_at IS NULL OR "
    f"{_compared('d.finished_at', '=', 'd.original_due_at')})",
    M.LATE: LATE,
    M.WITHDRAWN: "d.received_at IS NOT NULL AND d.state = 'withdrawn'",
    M.STOPPED: "d.received_at IS NOT NULL AND d.state = 'stopped'",
}
_RUNS = "s.pause = ''"
_IS_PAST = (
    "s.promise < CASE WHEN d.limit_mode = 'hour_exact' THEN %(end)s::timestamptz "
    f"ELSE (SELECT {_DAY.format('%(end)s::timestamptz')}) END"
)
"""By local day, a promise is past when it lies before the day of the end."""
_STOOD = {
    M.IN_PROCESS: _RUNS,
    M.IN_TIME: f"{_RUNS} AND ({_IS_PAST}) IS NOT TRUE",
    M.OVERDUE: f"{_RUNS} AND {_IS_PAST}",
    M.SUSPENDED: "s.pause <> ''",
    M.FOR_PAPERS: "s.pause = 'supplement'",
    M.FOR_DUTY: "s.pause = 'financial_duty'",
    M.FOR_OTHER: "s.pause NOT IN ('', 'supplement', 'financial_duty')",
}
_LEFT = {M.WITHDRAWN: "withdrawn", M.REFUSED: "refused"}
# Few in each period, so that they are looked for by unit even when a procedure is asked for.
_RARE = frozenset({M.LATE, M.WITHDRAWN, M.STOPPED, M.REFUSED})
_STANDING = """CROSS JOIN LATERAL (SELECT
  coalesce((SELECT CASE WHEN e.kind = 'suspended' THEN e.reason END
    FROM dossiers_clockevent e WHERE e.dossier_id = d.id AND e.at <= %(end)s
      AND e.kind <> 'extended' ORDER BY e.at DESC, e.id DESC LIMIT 1), '') AS pause,
  CASE WHEN EXISTS (SELECT FROM dossiers_clockevent e WHERE e.dossier_id = d.id
      AND e.kind = 'extended' AND e.at <= %(end)s) THEN d.original_due_at
    ELSE coalesce((SELECT e.due_before FROM dossiers_clockevent e WHERE e.dossier_id = d.id
      AND e.at > %(end)s ORDER BY e.at, e.id LIMIT 1), d.original_due_at) END AS promise) s"""
# Now a dossier stands as its own row says.
_STANDS = """CROSS JOIN LATERAL (SELECT d.original_due_at AS promise,
  CASE d.state WHEN 'awaiting_supplement' THEN 'supplement'
    WHEN 'awaiting_financial_duty' THEN 'financial_duty' WHEN 'suspended' THEN 'other'
    ELSE '' END AS pause) s"""
_LEFT_AT = """CROSS JOIN LATERAL (SELECT max(j.at) AS at FROM journal_entry j
  WHERE j.dossier_id = d.id AND j.kind IN ('dossier.refused', 'dossier.withdrawn')) j"""


@dataclass(frozen=True)
class Cell:
    """Which figure: of which line of which table; no key means the whole of it.

    Several units are named with commas between them.
    """

    measure: Measure
    dimension: Dimension = Dimension.UNIT
    key: str = ""


@dataclass(frozen=True)
class CountedRow:
    """A dossier behind a figure; `at` is the instant that the list is ordered by."""

    dossier_id: int
    at: datetime
    code: str
    procedure: str
    unit: str
    received_at: datetime | None
    promise: datetime | None
    finished_at: datetime | None
    state: str


Cut = tuple[datetime, int]


def rows_behind(
    cell: Cell, period: Period, *, by: Acting, now: datetime, after: Cut | None = None
) -> tuple[CountedRow, ...]:
    """Return the dossiers that a figure counts, newest first, PAGE + 1 at most; one statement.

    `after` is (instant, id) of the last row seen. Equal to the conditions of `queries`.
    Basis: screens, move 10 (numbers that open).
    """
    begin, end = period.instants(now)
    branches = " UNION ALL ".join(f"({b})" for b in _branches(cell, after, is_now=end >= now))
    text = f"""{_places(cell.dimension)}
      SELECT d.id, c.at, d.code, v.name, n.name, d.received_at, s.promise, d.finished_at, d.state
      FROM (SELECT id, at FROM ({branches}) b ORDER BY at DESC, id DESC LIMIT {PAGE + 1}) c
      JOIN dossiers_dossier d ON d.id = c.id
      JOIN catalogue_procedureversion v ON v.id = d.version_id
      JOIN organisation_unit u ON u.id = d.competent_unit_id
      JOIN organisation_unit n
        ON n.id = CASE WHEN u.level = 'division' THEN coalesce(u.parent_id, u.id) ELSE u.id END
      {_STANDING} ORDER BY c.at DESC, c.id DESC"""  # noqa: S608 - names of our own
    facts: dict[str, Any] = {
        "begin": begin, "end": end, "beyond": end + timedelta(microseconds=1),
        "key": "" if cell.dimension is Dimension.MONTH else cell.key,
        "sees_all": by.sees_all, "unit_ids": sorted(by.unit_ids),
        "cut_at": after and after[0], "cut_id": after and after[1],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(text, facts)
        return tuple(CountedRow(*row) for row in cursor.fetchall())


def _places(dimension: Dimension) -> str:
    """Say which units and versions a cell is about, within the actor's sight."""
    unit, version = {
        Dimension.UNIT: ("agency::text = ANY(string_to_array(%(key)s, ','))", "true"),
        Dimension.PROCEDURE: ("true", "v.procedure_id::text = %(key)s"),
        Dimension.FIELD: ("true", "f.code = %(key)s"),
    }.get(dimension, ("true", "true"))
    return f"""WITH unit AS MATERIALIZED (
        SELECT id FROM (SELECT id, CASE WHEN level = 'division' THEN coalesce(parent_id, id)
          ELSE id END AS agency FROM organisation_unit) u
        WHERE (%(key)s = '' OR {unit}) AND (%(sees_all)s OR id = ANY(%(unit_ids)s))
      ), version AS MATERIALIZED (
        SELECT v.id FROM catalogue_procedureversion v JOIN catalogue_procedure p
          ON p.id = v.procedure_id JOIN catalogue_field f ON f.id = p.field_id
        WHERE %(key)s = '' OR {version}
      )"""  # noqa: S608 - names of our own


def _branches(cell: Cell, after: Cut | None, *, is_now: bool) -> list[str]:
    """Return the statements whose rows together are what the figure counts."""
    walk = _Walk(cell, is_continued=after is not None)
    measure = cell.measure
    found = []
    if measure in (M.RECEIVED, M.TO_SETTLE):
        found.append(walk.over("received_at", "d.received_at BETWEEN %(begin)s AND %(end)s"))
    if measure in (M.CARRIED_OVER, M.TO_SETTLE):
        found += walk.standing("%(begin)s", "true", is_now=False)
    if measure in _ENDED:
        within = "d.finished_at BETWEEN %(begin)s AND %(end)s"
        found.append(walk.over("finished_at", f"{within} AND {_ENDED[measure]}"))
    if measure in _STOOD:
        found += walk.standing("%(beyond)s", _STOOD[measure], is_now=is_now)
    if measure in _LEFT:
        found.append(walk.turned_away(_LEFT[measure]))
    return found


class _Walk:
    """Writes one statement: for each unit, or version, so many rows along its index."""

    def __init__(self, cell: Cell, *, is_continued: bool) -> None:
        is_fine = cell.dimension in (Dimension.PROCEDURE, Dimension.FIELD) and bool(cell.key)
        self._by_version = is_fine and cell.measure not in _RARE
        filters = []
        if is_fine and not self._by_version:
            # In the index of the rare ones; the sum keeps the index of all versions out of it.
            filters.append("d.version_id + 0 = ANY(ARRAY(SELECT id FROM version))")
        if self._by_version:
            filters.append("(%(sees_all)s OR d.competent_unit_id = ANY(%(unit_ids)s))")
        if cell.dimension is Dimension.CHANNEL and cell.key:
            filters.append("d.channel = %(key)s")
        self._filters = "".join(f" AND {each}" for each in filters)
        self._is_continued = is_continued

    @property
    def _place(self) -> tuple[str, str]:
        """The table of places to look in, and the column that names a dossier's."""
        is_by_version = self._by_version
        return ("version", "version_id") if is_by_version else ("unit", "competent_unit_id")

    def over(self, column: str, condition: str, joins: str = "", at: str = "") -> str:
        """Walk an instant of the dossiers backwards."""
        table, mine = self._place
        at = at or f"d.{column}"
        cut = f" AND ({at}, d.id) < (%(cut_at)s, %(cut_id)s)" if self._is_continued else ""
        return f"""SELECT x.id, x.at FROM {table} w CROSS JOIN LATERAL (
          SELECT d.id, {at} AS at FROM dossiers_dossier d {joins}
          WHERE d.{mine} = w.id AND {condition}{self._filters}{cut}
          ORDER BY {at} DESC, d.id DESC LIMIT {PAGE + 1}) x"""  # noqa: S608 - names of our own

    def standing(self, instant: str, condition: str, *, is_now: bool) -> list[str]:
        """Find what was received before an instant and had not ended then."""
        joins = "" if condition == "true" else _STANDS if is_now else _STANDING
        live = f"{_OPEN} AND d.finished_at IS NULL AND d.received_at < {instant} AND {condition}"
        found = [self.over("received_at", live, joins)]
        if is_now:
            return found
        then = f"{instant}::timestamptz - interval '{LONG_DAYS} days'"
        found.append(self._lately(instant, then, condition, joins))
        long = f"d.finished_at - d.received_at > interval '{LONG_DAYS} days'"
        early = f"d.received_at < {then} AND d.finished_at >= {instant} AND {long}"
        found.append(self.over("received_at", f"{early} AND {condition}", joins))
        return found

    def _lately(self, instant: str, then: str, condition: str, joins: str) -> str:
        """Find those received shortly before an instant and ended after it.

        Most had ended by then: the index of what was received tells so without opening them. The
        difference keeps the index of what ended, which is long, out of it.
        """
        cut = " AND (d.received_at, d.id) < (%(cut_at)s, %(cut_id)s)" if self._is_continued else ""
        table, mine = self._place
        return f"""SELECT x.id, x.at FROM {table} w CROSS JOIN LATERAL (
          SELECT d.id, d.received_at AS at FROM (SELECT d.id FROM dossiers_dossier d
            WHERE d.{mine} = w.id AND d.received_at >= {then} AND d.received_at < {instant}
              AND d.finished_at - {instant}::timestamptz >= interval '0'{self._filters}{cut}
            OFFSET 0) k JOIN dossiers_dossier d ON d.id = k.id {joins} WHERE {condition}
          ORDER BY d.received_at DESC, d.id DESC LIMIT {PAGE + 1}) x"""  # noqa: S608

    def turned_away(self, state: str) -> str:
        """Find what was refused, or taken back before it was received."""
        condition = (
            f"d.received_at IS NULL AND d.state = '{state}' AND d.filed_at <= %(end)s "
            "AND j.at BETWEEN %(begin)s AND %(end)s"
        )
        return self.over("filed_at", condition, _LEFT_AT, "j.at")
