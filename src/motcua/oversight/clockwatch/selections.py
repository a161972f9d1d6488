"""Where the time of a whole selection went: kept splits summed in SQL, open late ones live.

What has ended is read from the narrow table of splits; what is open and late now is computed from
its life, OPEN_AT_MOST dossiers, the oldest promises first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from typing import Any

from django.db import connection

from motcua.oversight.clockwatch.lives import Lived, lived
from motcua.oversight.clockwatch.models import CAUSES
from motcua.oversight.clockwatch.rules import Cause, Spent
from motcua.oversight.indicators.rules import Dimension, Period
from motcua.registers.organisation.rules import Acting

PAGE = 50
OPEN_AT_MOST = 300
_AGENCY = "CASE WHEN u.level = 'division' THEN coalesce(u.parent_id, u.id) ELSE u.id END"
_ITS_UNITS = (
    "IN (SELECT id FROM organisation_unit WHERE id = %(unit)s"
    " OR (parent_id = %(unit)s AND level = 'division'))"
)
_SUMS = ", ".join(f"sum({name})::bigint" for name in CAUSES)
_LINES = {
    Dimension.UNIT: f"""
SELECT a.id, a.name, sum(g.n)::bigint, {_SUMS}
  FROM (SELECT s.unit_id, count(*) AS n, {", ".join(f"sum({c}) AS {c}" for c in CAUSES)}
          FROM clockwatch_split s WHERE {{where}} GROUP BY s.unit_id) g
  JOIN organisation_unit u ON u.id = g.unit_id JOIN organisation_unit a ON a.id = {_AGENCY}
 GROUP BY a.id, a.name""",  # noqa: S608
    Dimension.PROCEDURE: f"""
SELECT s.procedure_id, (SELECT v.name FROM catalogue_procedureversion v
    WHERE v.procedure_id = s.procedure_id ORDER BY v.id DESC LIMIT 1), count(*), {_SUMS}
  FROM clockwatch_split s WHERE {{where}} GROUP BY s.procedure_id""",  # noqa: S608
}
_PLACES = f"""
SELECT u.id, a.id, a.name FROM organisation_unit u JOIN organisation_unit a ON a.id = {_AGENCY}
 WHERE u.id = ANY(%s)"""  # noqa: S608
_NAMED = """
SELECT d.id, coalesce(d.code, ''), v.procedure_id, v.name, u.name FROM dossiers_dossier d
  JOIN catalogue_procedureversion v ON v.id = d.version_id
  JOIN organisation_unit u ON u.id = d.competent_unit_id WHERE d.id = ANY(%s)"""
_NARROWED = """
SELECT (SELECT name FROM organisation_unit WHERE id = %s),
  (SELECT name FROM catalogue_procedureversion WHERE procedure_id = %s ORDER BY id DESC LIMIT 1)
"""
_ROWS = f"""
SELECT s.dossier_id, s.ended_at, s.is_late, {", ".join(f"s.{name}" for name in CAUSES)}
  FROM clockwatch_split s WHERE {{where}}
 ORDER BY s.ended_at DESC, s.dossier_id DESC LIMIT {PAGE + 1}"""  # noqa: S608


@dataclass(frozen=True)
class Selection:
    """Which dossiers: ended in a period, or open and late now when the period reaches today."""

    period: Period
    unit_id: int | None = None
    procedure_id: int | None = None
    channel: str = ""
    is_only_late: bool = True
    cause: Cause | None = None


@dataclass(frozen=True)
class SpentLine:
    """One line of the table: how many dossiers (of them open ones), and their seconds."""

    key: int
    name: str
    count: int
    open_count: int
    spent: Spent


@dataclass(frozen=True)
class SpentRow:
    """A dossier of the selection; `ended_at` None while it is open."""

    dossier_id: int
    code: str
    procedure: str
    unit: str
    ended_at: datetime | None
    is_late: bool
    spent: Spent


def lines_of(
    selection: Selection, dimension: Dimension, *, by: Acting, now: datetime
) -> tuple[SpentLine, ...]:
    """Return the lines of a table, most working time first; three statements at most.

    Basis: screens V4 (causes sum to 100 % of the hours).
    """
    lines = {line.key: line for line in _ended_lines(selection, dimension, by, now)}
    for one in _open_lines(selection, dimension, by, now):
        known = lines.get(one.key)
        lines[one.key] = _added(known, one) if known else one
    return tuple(sorted(lines.values(), key=lambda line: (-worked(line.spent), line.name)))


def ended_late(selection: Selection, *, by: Acting, now: datetime) -> Spent:
    """Return the seconds by cause of what ended late in the period; counted later, the same."""
    return total_of(_ended_lines(selection, Dimension.UNIT, by, now)).spent


def _ended_lines(
    selection: Selection, dimension: Dimension, by: Acting, now: datetime
) -> Iterable[SpentLine]:
    where, values = _ended(selection, by, now)
    with connection.cursor() as cursor:
        cursor.execute(_LINES[dimension].format(where=where), values)
        return [SpentLine(*(*row[:3], 0, _spent(row[3:]))) for row in cursor.fetchall()]


def total_of(lines: Iterable[SpentLine]) -> SpentLine:
    """Return the sum of the lines."""
    return reduce(_added, lines, SpentLine(0, "", 0, 0, dict.fromkeys(Cause, 0)))


def names_of(selection: Selection) -> tuple[str, str]:
    """Return the names of the unit and the procedure a selection is narrowed to, "" for none."""
    if selection.unit_id is None and selection.procedure_id is None:
        return "", ""
    with connection.cursor() as cursor:
        cursor.execute(_NARROWED, [selection.unit_id, selection.procedure_id])
        unit, procedure = cursor.fetchone()
    return unit or "", procedure or ""


def worked(spent: Spent) -> int:
    """Return the seconds inside working hours, whatever they were spent on."""
    return sum(spent.values()) - spent[Cause.REST]


def rows_of(
    selection: Selection, *, by: Acting, now: datetime, before: tuple[datetime, int] | None = None
) -> tuple[tuple[SpentRow, ...], tuple[SpentRow, ...]]:
    """Return the open dossiers (on the first page) and PAGE + 1 ended ones, the latest first.

    Three statements at most; `before` is the (end, dossier) after which the page begins.
    """
    where, values = _ended(selection, by, now)
    if before is not None:
        where += " AND (s.ended_at, s.dossier_id) < (%(at)s, %(id)s)"
        values |= {"at": before[0], "id": before[1]}
    with connection.cursor() as cursor:
        cursor.execute(_ROWS.format(where=where), values)
        ended = cursor.fetchall()
    running = () if before else _open(selection, by, now)
    names = _names([row[0] for row in ended] + [one.dossier_id for one in running])
    return (
        tuple(_row(names, one.dossier_id, None, one.is_late, one.spent) for one in running),
        tuple(_row(names, row[0], row[1], row[2], _spent(row[3:])) for row in ended),
    )


def _row(
    names: Mapping[int, tuple[Any, ...]],
    dossier_id: int,
    ended_at: datetime | None,
    is_late: bool,
    spent: Spent,
) -> SpentRow:
    code, _procedure_id, procedure, unit = names[dossier_id]
    return SpentRow(dossier_id, code, procedure, unit, ended_at, is_late, spent)


def _ended(selection: Selection, by: Acting, now: datetime) -> tuple[str, dict[str, Any]]:
    """Return the condition on splits, from fixed pieces, and its values."""
    begin, end = selection.period.instants(now)
    pieces = ["s.ended_at BETWEEN %(begin)s AND %(end)s"]
    pieces += ["s.is_late"] * selection.is_only_late
    pieces += [f"s.unit_id {_ITS_UNITS}"] * (selection.unit_id is not None)
    pieces += ["s.procedure_id = %(procedure)s"] * (selection.procedure_id is not None)
    pieces += ["s.channel = %(channel)s"] * bool(selection.channel)
    pieces += ["s.unit_id = ANY(%(unit_ids)s)"] * (not by.sees_all)
    if selection.cause is not None:
        pieces.append(f"s.{selection.cause.value} > 0")
    return " AND ".join(pieces), {**_values(selection, by), "begin": begin, "end": end}


def _values(selection: Selection, by: Acting) -> dict[str, Any]:
    return {
        "unit": selection.unit_id,
        "procedure": selection.procedure_id,
        "channel": selection.channel,
        "unit_ids": list(by.unit_ids),
    }


def _open(selection: Selection, by: Acting, now: datetime) -> tuple[Lived, ...]:
    """Return the open dossiers of a selection that are late now; none when it ended before."""
    if selection.period.instants(now)[1] < now:
        return ()
    pieces = ["d.state IN ('received', 'in_process')", "d.original_due_at < %(now)s"]
    pieces += [f"d.competent_unit_id {_ITS_UNITS}"] * (selection.unit_id is not None)
    pieces += ["v.procedure_id = %(procedure)s"] * (selection.procedure_id is not None)
    pieces += ["d.channel = %(channel)s"] * bool(selection.channel)
    pieces += ["d.competent_unit_id = ANY(%(unit_ids)s)"] * (not by.sees_all)
    where = f"{' AND '.join(pieces)} ORDER BY d.due_at, d.id LIMIT {OPEN_AT_MOST}"
    found = lived(where, now, **_values(selection, by))
    cause = selection.cause
    return tuple(one for one in found if one.is_late and (cause is None or one.spent[cause]))


def _open_lines(
    selection: Selection, dimension: Dimension, by: Acting, now: datetime
) -> Iterable[SpentLine]:
    running = _open(selection, by, now)
    if not running:
        return
    if dimension is Dimension.UNIT:
        with connection.cursor() as cursor:
            cursor.execute(_PLACES, [[one.unit_id for one in running]])
            places = {unit: (agency, name) for unit, agency, name in cursor.fetchall()}
        for one in running:
            yield SpentLine(*places[one.unit_id], 1, 1, one.spent)
        return
    names = _names([one.dossier_id for one in running])
    for one in running:
        yield SpentLine(one.procedure_id, names[one.dossier_id][2], 1, 1, one.spent)


def _names(ids: list[int]) -> Mapping[int, tuple[Any, ...]]:
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_NAMED, [ids])
        return {row[0]: row[1:] for row in cursor.fetchall()}


def _added(a: SpentLine, b: SpentLine) -> SpentLine:
    spent = {cause: a.spent[cause] + b.spent[cause] for cause in Cause}
    return replace(a, count=a.count + b.count, open_count=a.open_count + b.open_count, spent=spent)


def _spent(seconds: Iterable[Any]) -> Spent:
    return dict(zip(Cause, map(int, seconds), strict=True))
