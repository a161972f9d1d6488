"""Figures counted from the dossiers themselves: a table says what each dossier counts for.

This is the definition: reports count so, and the board's rollups are proven against it. "As at" an
instant is read from what is only ever added: receptions, clock events, the journal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from motcua.oversight.indicators.rules import Dimension, Measure, Period
from motcua.registers.organisation.rules import Acting

_BASE = """
WITH period AS MATERIALIZED (
  SELECT * FROM unnest(%(numbers)s::int[], %(begins)s::timestamptz[], %(ends)s::timestamptz[])
    AS p(n, begin_at, end_at)
), life AS (
  SELECT p.*, d.id, d.code, d.state, d.channel, d.owner_name, d.received_at, d.finished_at,
    v.procedure_id, v.name AS procedure_name, f.code AS field_code,
    d.limit_mode <> 'hour_exact' AS by_date,
    CASE WHEN u.level = 'division' THEN coalesce(u.parent_id, u.id) ELSE u.id END AS unit_id,
    CASE WHEN EXISTS (SELECT FROM dossiers_clockevent e WHERE e.dossier_id = d.id
        AND e.kind = 'extended' AND e.at <= p.end_at) THEN d.original_due_at
      ELSE coalesce((SELECT e.due_before FROM dossiers_clockevent e WHERE e.dossier_id = d.id
        AND e.at > p.end_at ORDER BY e.at, e.id LIMIT 1), d.original_due_at) END AS promise,
    coalesce((SELECT CASE WHEN e.kind = 'suspended' THEN e.reason END
      FROM dossiers_clockevent e WHERE e.dossier_id = d.id AND e.at <= p.end_at
        AND e.kind <> 'extended' ORDER BY e.at DESC, e.id DESC LIMIT 1), '') AS pause,
    CASE WHEN d.received_at IS NULL THEN (SELECT max(j.at) FROM journal_entry j
      WHERE j.dossier_id = d.id AND j.kind IN ('dossier.refused', 'dossier.withdrawn')) END
      AS left_at
  FROM period p
  JOIN dossiers_dossier d ON (d.received_at <= p.end_at
      AND (d.finished_at IS NULL OR d.finished_at >= p.begin_at))
    OR (d.received_at IS NULL AND d.state IN ('refused', 'withdrawn') AND d.filed_at <= p.end_at)
  JOIN catalogue_procedureversion v ON v.id = d.version_id
  JOIN catalogue_procedure o ON o.id = v.procedure_id
  JOIN catalogue_field f ON f.id = o.field_id
  JOIN organisation_unit u ON u.id = d.competent_unit_id
  WHERE %(sees_all)s OR d.competent_unit_id = ANY(%(unit_ids)s)
), sided AS (
  SELECT *, received_at IS NOT NULL AS is_received,
    coalesce(finished_at <= end_at, false) AS is_over,
    CASE WHEN by_date THEN date_trunc('day', promise, 'Asia/Ho_Chi_Minh') ELSE promise END AS due,
    CASE WHEN by_date THEN date_trunc('day', finished_at, 'Asia/Ho_Chi_Minh')
      ELSE finished_at END AS done,
    CASE WHEN by_date THEN date_trunc('day', end_at, 'Asia/Ho_Chi_Minh') ELSE end_at END AS seen
  FROM life
), counted AS (
  SELECT *, is_received AND is_over AND state NOT IN ('withdrawn', 'stopped') AS settled,
    is_received AND NOT is_over AND pause = '' AS in_process,
    is_received AND NOT is_over AND pause <> '' AS suspended,
    coalesce(left_at BETWEEN begin_at AND end_at, false) AS has_left
  FROM sided
)
"""
CONDITIONS = {
    Measure.RECEIVED: "is_received AND received_at >= begin_at",
    Measure.CARRIED_OVER: "is_received AND received_at < begin_at",
    Measure.TO_SETTLE: "is_received",
    Measure.SETTLED: "settled",
    Measure.EARLY: "settled AND done < due",
    Measure.ON_TIME: "settled AND (due IS NULL OR done = due)",
    Measure.LATE: "settled AND done > due",
    Measure.IN_PROCESS: "in_process",
    Measure.IN_TIME: "in_process AND (due IS NULL OR due >= seen)",
    Measure.OVERDUE: "in_process AND due < seen",
    Measure.SUSPENDED: "suspended",
    Measure.FOR_PAPERS: "suspended AND pause = 'supplement'",
    Measure.FOR_DUTY: "suspended AND pause = 'financial_duty'",
    Measure.FOR_OTHER: "suspended AND pause NOT IN ('supplement', 'financial_duty')",
    Measure.WITHDRAWN: "state = 'withdrawn' AND (is_received AND is_over OR has_left)",
    Measure.STOPPED: "state = 'stopped' AND is_received AND is_over",
    Measure.REFUSED: "state = 'refused' AND has_left",
}
_KEYS = {
    Dimension.UNIT: "unit_id::text",
    Dimension.PROCEDURE: "procedure_id::text",
    Dimension.FIELD: "field_code",
    Dimension.CHANNEL: "channel",
    Dimension.MONTH: "n::text",
}
_NAMES = {
    Dimension.UNIT: "(SELECT name FROM organisation_unit WHERE id = min(c.unit_id))",
    Dimension.PROCEDURE: "max(procedure_name)",
    Dimension.FIELD: "(SELECT name FROM catalogue_field WHERE code = c.field_code)",
    Dimension.CHANNEL: "max(channel)",
    Dimension.MONTH: "to_char(min(begin_at) AT TIME ZONE 'Asia/Ho_Chi_Minh', 'MM/YYYY')",
}


@dataclass(frozen=True)
class Line:
    """One line of a table: its key, its name, and a figure for each measure."""

    key: str
    name: str
    counts: dict[Measure, int]


def lines(
    periods: Sequence[Period], dimension: Dimension, *, by: Acting, now: datetime
) -> tuple[Line, ...]:
    """Return a table's lines within the actor's sight, biggest first; one statement.

    Several periods are for `MONTH`: a line each.
    """
    counts = ", ".join(f"count(*) FILTER (WHERE {CONDITIONS[m]})" for m in Measure)
    key, name = _KEYS[dimension], _NAMES[dimension]
    text = f"{_BASE} SELECT {key}, {name}, {counts} FROM counted c GROUP BY {key}"  # noqa: S608
    found = _ask(text, _facts(periods, by, now))
    made = (Line(k, n or k, dict(zip(Measure, rest, strict=True))) for k, n, *rest in found)
    return tuple(sorted((line for line in made if any(line.counts.values())), key=_weight))


def _weight(line: Line) -> tuple[int, str]:
    return -line.counts[Measure.TO_SETTLE], line.name


def total(made: Sequence[Line]) -> dict[Measure, int]:
    """Return the sums; every dossier stands in one line of a table over one period."""
    return {measure: sum(line.counts[measure] for line in made) for measure in Measure}


def _facts(periods: Sequence[Period], by: Acting, now: datetime) -> dict[str, Any]:
    instants = [period.instants(now) for period in periods]
    return {
        "numbers": list(range(len(periods))),
        "begins": [begin for begin, _end in instants],
        "ends": [end for _begin, end in instants],
        "sees_all": by.sees_all,
        "unit_ids": sorted(by.unit_ids),
    }


def _ask(text: str, facts: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(text, facts)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
