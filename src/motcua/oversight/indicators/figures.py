"""The board's figures: what has ended from the rollups, what is open counted live, one statement.

An open dossier whose clock has not moved since an instant stood then as it stands now; only the
others are looked up in their events.

Equal to `queries.lines`, which counts the dossiers themselves; the nightly proof and the tests hold
the two against each other.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection

from motcua.casework.dossiers.rules import OPEN
from motcua.kit.clock import VIETNAM
from motcua.oversight.indicators.atoms import ATOMS, FLOWING, FLOWS, STAYS, Pile, Sums, figures_of
from motcua.oversight.indicators.grains import BY_UNIT, FINE, Bucket, buckets, spans
from motcua.oversight.indicators.queries import Line
from motcua.oversight.indicators.rules import Dimension, Measure, Period
from motcua.registers.organisation.rules import Acting

_FINE_ONES = frozenset({Dimension.PROCEDURE, Dimension.FIELD})
_PAUSED = "'awaiting_supplement', 'awaiting_financial_duty', 'suspended'"
_TOTALS = ", ".join(f"sum({atom})" for atom in ("carried", *ATOMS))
_DELTAS = ", ".join(f"CASE WHEN x.atom = '{atom}' THEN x.n ELSE 0 END" for atom in ATOMS)
_ZEROS = ", ".join("0" for _ in FLOWS[1:])
_NO_STAYS = ", ".join("0" for _ in STAYS)
# The board's own index holds all of it, so that no dossier is opened.
_OPEN = f"""FROM dossiers_dossier d
  WHERE d.state IN ({", ".join(f"'{state}'" for state in sorted(OPEN))}) AND d.finished_at IS NULL
    AND (%(sees_all)s OR d.competent_unit_id = ANY(%(unit_ids)s))"""
_COUNTED = f"""
WITH span AS MATERIALIZED (
  SELECT * FROM unnest(%(span_of)s::int[], %(grains)s::text[], %(firsts)s::date[],
    %(lasts)s::date[], %(signs)s::int[]) AS s(n, grain, first, last, sign)
), bucket AS MATERIALIZED (
  SELECT * FROM unnest(%(bucket_ns)s::int[], %(bucket_firsts)s::date[],
    %(bucket_lasts)s::date[]) AS b(n, first, last)
), {{before}} counted AS (
  SELECT s.n, false AS is_open, r.unit_id, r.procedure_id, r.channel, 0 AS carried,
    {", ".join(f"s.sign * r.{atom} AS {atom}" for atom in ATOMS)}
  FROM span s JOIN indicators_rollup r
    ON r.grain = s.grain AND r.begins_on BETWEEN s.first AND s.last
  WHERE %(sees_all)s OR r.unit_id = ANY(%(unit_ids)s)
  UNION ALL
  SELECT b.n, false, x.unit_id, x.procedure_id, x.channel, 0, {_DELTAS}
  FROM indicators_delta x JOIN bucket b ON x.day BETWEEN b.first AND b.last
  WHERE %(sees_all)s OR x.unit_id = ANY(%(unit_ids)s)
  UNION ALL {{open}}
)
"""  # noqa: S608 - names of our own
# Of periods that follow each other an open dossier is in the one in which it was received.
_CAME = f"""SELECT g.n, true, g.unit_id, v.procedure_id, g.channel, g.carried, g.received,
    {_ZEROS}, {_NO_STAYS}
  FROM (SELECT greatest(width_bucket(d.received_at, %(begins)s::timestamptz[]), 1) - 1 AS n,
      {{keys}},
      count(*) FILTER (WHERE d.received_at < (%(begins)s::timestamptz[])[1]) AS carried,
      count(*) FILTER (WHERE d.received_at >= (%(begins)s::timestamptz[])[1]) AS received
    {_OPEN} AND d.received_at <= %(last_end)s GROUP BY {{groups}}) g
  LEFT JOIN catalogue_procedureversion v ON v.id = g.version_id"""  # noqa: S608
# Now a dossier stands as its own row says; a day that is over is one before the day of the end.
_STANDS = f"""SELECT p.n, true, g.unit_id, v.procedure_id, g.channel, g.carried, g.received,
    {_ZEROS}, g.papers, g.duty, g.other, g.overdue
  FROM period p CROSS JOIN LATERAL (SELECT {{keys}},
      count(*) FILTER (WHERE d.received_at < p.begin_at) AS carried,
      count(*) FILTER (WHERE d.received_at >= p.begin_at) AS received,
      count(*) FILTER (WHERE d.state = 'awaiting_supplement') AS papers,
      count(*) FILTER (WHERE d.state = 'awaiting_financial_duty') AS duty,
      count(*) FILTER (WHERE d.state = 'suspended') AS other,
      count(*) FILTER (WHERE d.state NOT IN ({_PAUSED}) AND d.original_due_at
        < CASE WHEN d.limit_mode = 'hour_exact' THEN p.end_at ELSE p.end_day END) AS overdue
    {_OPEN} AND d.received_at <= p.end_at GROUP BY {{groups}}) g
  LEFT JOIN catalogue_procedureversion v ON v.id = g.version_id
  WHERE p.is_now
  UNION ALL
  SELECT n, true, {{stood}}, count(*) FILTER (WHERE is_carried),
    count(*) FILTER (WHERE NOT is_carried), {_ZEROS},
    count(*) FILTER (WHERE pause = 'supplement'),
    count(*) FILTER (WHERE pause = 'financial_duty'),
    count(*) FILTER (WHERE pause NOT IN ('', 'supplement', 'financial_duty')),
    count(*) FILTER (WHERE pause = '' AND promise < CASE WHEN by_date THEN end_day ELSE end_at END)
  FROM stood GROUP BY {{stood_groups}}"""  # noqa: S608 - names of our own
_STOOD = f"""
period AS MATERIALIZED (
  SELECT p.*, end_at >= %(now)s AS is_now,
    date_trunc('day', end_at, 'Asia/Ho_Chi_Minh') AS end_day
  FROM unnest(%(period_ns)s::int[], %(begins)s::timestamptz[], %(ends)s::timestamptz[])
    AS p(n, begin_at, end_at)
), present AS MATERIALIZED (
  SELECT p.n, p.begin_at, p.end_at, p.end_day, d.*, EXISTS (SELECT FROM dossiers_clockevent e
    WHERE e.dossier_id = d.id AND e.at > p.end_at) AS has_moved
  FROM period p
  JOIN (SELECT d.id, d.competent_unit_id AS unit_id, d.version_id, d.channel, d.state,
      d.received_at, d.original_due_at, d.limit_mode <> 'hour_exact' AS by_date {_OPEN}) d
    ON d.received_at <= p.end_at
  WHERE NOT p.is_now
), stood AS MATERIALIZED (
  SELECT d.*, v.procedure_id, d.received_at < d.begin_at AS is_carried,
    CASE WHEN NOT has_moved THEN CASE d.state WHEN 'awaiting_supplement' THEN 'supplement'
        WHEN 'awaiting_financial_duty' THEN 'financial_duty' WHEN 'suspended' THEN 'other'
        ELSE '' END
      ELSE coalesce((SELECT CASE WHEN e.kind = 'suspended' THEN e.reason END
        FROM dossiers_clockevent e WHERE e.dossier_id = d.id AND e.at <= d.end_at
          AND e.kind <> 'extended' ORDER BY e.at DESC, e.id DESC LIMIT 1), '') END AS pause,
    CASE WHEN NOT has_moved OR EXISTS (SELECT FROM dossiers_clockevent e
        WHERE e.dossier_id = d.id AND e.kind = 'extended' AND e.at <= d.end_at)
      THEN d.original_due_at
      ELSE coalesce((SELECT e.due_before FROM dossiers_clockevent e WHERE e.dossier_id = d.id
        AND e.at > d.end_at ORDER BY e.at, e.id LIMIT 1), d.original_due_at) END AS promise
  FROM present d JOIN catalogue_procedureversion v ON v.id = d.version_id
),"""  # noqa: S608 - names of our own
_AGENCY = """JOIN organisation_unit u ON u.id = c.unit_id JOIN organisation_unit a
  ON a.id = CASE WHEN u.level = 'division' THEN coalesce(u.parent_id, u.id) ELSE u.id END"""
_PROCEDURE = "JOIN catalogue_procedure p ON p.id = c.procedure_id"
_FIELD = f"{_PROCEDURE} JOIN catalogue_field f ON f.id = p.field_id"
# What a line is called by, its name, what the two need, what they are grouped by.
_LINES = {
    Dimension.UNIT: ("a.id::text", "a.name", _AGENCY, "a.id"),
    Dimension.PROCEDURE: ("p.id::text", "p.name", _PROCEDURE, "p.id"),
    Dimension.FIELD: ("f.code", "f.name", _FIELD, "f.id"),
    Dimension.CHANNEL: ("c.channel", "c.channel", "", "c.channel"),
    Dimension.MONTH: ("''", "''", "", ""),
}
# The one column of an open dossier that a line needs; they are counted by it before anything else.
_KEYS = {
    "unit_id": ("competent_unit_id", "bigint"),
    "version_id": ("version_id", "bigint"),
    "channel": ("channel", "text"),
}
_STOOD_KEYS = {"unit_id": "bigint", "procedure_id": "bigint", "channel": "text"}
_KEY_OF = {
    Dimension.UNIT: "unit_id",
    Dimension.PROCEDURE: "version_id",
    Dimension.FIELD: "version_id",
    Dimension.CHANNEL: "channel",
}


def figures(
    periods: Sequence[Period],
    dimension: Dimension,
    *,
    by: Acting,
    now: datetime,
    with_stays: bool = True,
) -> tuple[tuple[Line, ...], ...]:
    """Return each period's lines within the actor's sight, biggest first; one statement.

    `now` is the present instant; "as at" an earlier day is a period that ends with it. With
    `MONTH` a period is one line, called by its place. Without stays the lines have FLOWING measures
    only, which cost little for periods long past, and are asked for periods that follow each
    other. Raises ValueError when periods overlap.
    """
    cuts = buckets(periods, now.astimezone(VIETNAM).date())
    piles: dict[tuple[str, str], Pile] = defaultdict(Pile)
    facts: dict[str, Any] = {
        **_cut(cuts, is_fine=dimension in _FINE_ONES), **_asked(periods, now),
        "now": now, "sees_all": by.sees_all, "unit_ids": sorted(by.unit_ids),
    }  # fmt: skip
    for n, is_open, key, name, *sums in _ask(_text(dimension, with_stays=with_stays), facts):
        pile = piles[key, name]
        (pile.open if is_open else pile.ended)[n] = _sums(sums)
    found: list[list[Line]] = [[] for _ in periods]
    for (key, name), pile in piles.items():
        if not with_stays:
            _carry(pile, len(periods))
        for nth, counts in figures_of(pile, cuts).items():
            told = counts if with_stays else {m: counts[m] for m in FLOWING}
            if any(told.values()):
                found[nth].append(_line(key, name, told, periods[nth], nth))
    return tuple(tuple(sorted(some, key=_weight)) for some in found)


def monthly(
    months: Sequence[Period], *, by: Acting, now: datetime, with_stays: bool = True
) -> tuple[Line, ...]:
    """Return one line for each month in which anything is counted; one statement."""
    found = figures(months, Dimension.MONTH, by=by, now=now, with_stays=with_stays)
    return tuple(line for some in found for line in some)


def _carry(pile: Pile, count: int) -> None:
    """Let what was received in a period and is open be carried over to the next ones."""
    for nth in range(1, count):
        before, here = pile.open.get(nth - 1, Sums()), pile.open.setdefault(nth, Sums())
        here["carried"] += before["carried"] + before["received"]


def _line(key: str, name: str, counts: dict[Measure, int], period: Period, nth: int) -> Line:
    return Line(key or str(nth), name or f"{period.first:%m/%Y}", counts)


def _weight(line: Line) -> tuple[int, str]:
    return -line.counts[Measure.TO_SETTLE], line.name


def _sums(found: Iterable[int]) -> Sums:
    return Sums({atom: int(n) for atom, n in zip(("carried", *ATOMS), found, strict=True)})


@cache
def _text(dimension: Dimension, *, with_stays: bool) -> str:
    key, name, joins, group = _LINES[dimension]
    mine = _KEY_OF.get(dimension)
    keys = ", ".join(
        f"d.{column} AS {alias}" if alias == mine else f"NULL::{kind} AS {alias}"
        for alias, (column, kind) in _KEYS.items()
    )
    groups = ", ".join(filter(None, ("" if with_stays else "n", mine))) or "()"
    of_past = "procedure_id" if mine == "version_id" else mine
    stood = ", ".join(
        name if name == of_past else f"NULL::{kind}" for name, kind in _STOOD_KEYS.items()
    )
    stood_groups = ", ".join(filter(None, ("n", of_past)))
    is_open = (_STANDS if with_stays else _CAME).format(
        keys=keys, groups=groups, stood=stood, stood_groups=stood_groups
    )
    told = _COUNTED.format(before=_STOOD if with_stays else "", open=is_open)
    return (
        f"{told} SELECT n, is_open, {key}, {name}, {_TOTALS} FROM counted c {joins} "  # noqa: S608
        f"GROUP BY {', '.join(filter(None, ('n', 'is_open', group)))}"
    )


def _ask(text: str, facts: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(text, facts)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _cut(cuts: Sequence[Bucket], *, is_fine: bool) -> dict[str, list[Any]]:
    grains = FINE if is_fine else BY_UNIT
    found = [(n, span) for n, cut in enumerate(cuts) for span in spans(cut.first, cut.last, grains)]
    return {
        "span_of": [n for n, _ in found],
        "grains": [str(span.grain) for _, span in found],
        "firsts": [span.first for _, span in found],
        "lasts": [span.last for _, span in found],
        "signs": [span.sign for _, span in found],
        "bucket_ns": list(range(len(cuts))),
        "bucket_firsts": [cut.first for cut in cuts],
        "bucket_lasts": [cut.last for cut in cuts],
    }


def _asked(periods: Sequence[Period], now: datetime) -> dict[str, Any]:
    instants = [period.instants(now) for period in periods]
    return {
        "period_ns": list(range(len(periods))),
        "begins": [begin for begin, _end in instants],
        "ends": [end for _begin, end in instants],
        "last_end": max(end for _begin, end in instants),
    }
