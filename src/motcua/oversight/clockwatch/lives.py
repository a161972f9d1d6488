"""What happened to dossiers between reception and end, read for the split: one statement for many.

A step belongs to the house when its agency is that of the receiving, the competent or the
returning unit; a division belongs to the department above it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from motcua.oversight.clockwatch.rules import (
    Life,
    Spent,
    Stretch,
    Whose,
    paused,
    spent,
    split,
    stepped,
)
from motcua.registers.calendar.queries import calendar_at

_AGENCY = "CASE WHEN {0}.level = 'division' THEN coalesce({0}.parent_id, {0}.id) ELSE {0}.id END"
_SECOND = "floor(date_part('epoch', {}))::bigint"
_DAY = "date_trunc('day', {}, 'Asia/Ho_Chi_Minh')"
_END = "coalesce(d.finished_at, %(now)s)"
_LIVES = f"""
SELECT d.id, d.competent_unit_id, v.procedure_id, d.channel, d.received_at, d.finished_at,
  d.state NOT IN ('withdrawn', 'stopped') AND coalesce(CASE
    WHEN d.limit_mode = 'hour_exact' THEN {_END} > d.original_due_at
    ELSE {_DAY.format(_END)} > {_DAY.format("d.original_due_at")} END, false),
  {_SECOND.format("d.received_at")}, {_SECOND.format(_END)}, d.calendar_version,
  (SELECT json_agg(json_build_array({_SECOND.format("e.at")}, e.reason) ORDER BY e.at, e.id)
     FROM dossiers_clockevent e WHERE e.dossier_id = d.id AND e.kind <> 'extended'),
  (SELECT json_agg(json_build_array(
      CASE WHEN t.act IN ('hand_over', 'receive_result', 'return_result') THEN 'carried'
        WHEN {_AGENCY.format("u")} IN ({_AGENCY.format("r")}, {_AGENCY.format("c")},
          {_AGENCY.format("b")}) THEN 'own' ELSE 'elsewhere' END,
      {_SECOND.format("t.opened_at")}, {_SECOND.format("t.claimed_at")},
      {_SECOND.format("t.closed_at")}))
     FROM processes_task t JOIN organisation_unit u ON u.id = t.unit_id
    WHERE t.dossier_id = d.id AND t.opened_at < {_END})
FROM dossiers_dossier d
JOIN catalogue_procedureversion v ON v.id = d.version_id
JOIN organisation_unit r ON r.id = d.receiving_unit_id
JOIN organisation_unit c ON c.id = d.competent_unit_id
JOIN organisation_unit b ON b.id = d.return_unit_id
WHERE d.received_at IS NOT NULL AND """  # noqa: S608 - the pieces are those above


@dataclass(frozen=True, slots=True)
class Lived:
    """Where the time of a received dossier went; `finished_at` None while it is open.

    `is_late`: its end, or now, lies past the promise that no extension moves; withdrawn or stopped
    it was not settled, hence not settled late (handbook 4.6).
    """

    dossier_id: int
    unit_id: int
    procedure_id: int
    channel: str
    received_at: datetime
    finished_at: datetime | None
    is_late: bool
    spent: Spent


def lived(where: str, now: datetime, **values: Any) -> Iterator[Lived]:
    """Yield the received dossiers that fit a condition on `d`; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_LIVES + where, {**values, "now": now})
        rows = cursor.fetchall()
    for row in rows:
        *known, begin, end, version, clock, steps = row
        life = Life(begin, end, (*_pauses(clock or ()), *_steps(steps or ())))
        yield Lived(*(*known, spent(split(life, calendar_at(version)))))


def spent_on(dossier_id: int, now: datetime) -> Lived | None:
    """Return where a dossier's time went, None before its reception; one statement.

    The caller has seen to it that the reader may know the dossier.
    """
    return next(lived("d.id = %(dossier)s", now, dossier=dossier_id), None)


def _pauses(events: Any) -> Iterator[Stretch]:
    """Pair stops and restarts: a stop has a ground, a restart has none."""
    stop: tuple[int, str] | None = None
    for at, reason in events:
        if stop is not None:
            yield paused(stop[0], at, stop[1])
        stop = (at, reason) if reason else None
    if stop is not None:
        yield paused(stop[0], None, stop[1])


def _steps(steps: Any) -> Iterator[Stretch]:
    for whose, opened, claimed, closed in steps:
        found = stepped(Whose(whose), opened, claimed, closed)
        if found is not None:
            yield found
