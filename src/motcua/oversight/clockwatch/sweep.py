"""The sweep: tell once of every promise that is near or past, whatever the number of dossiers.

Working time is reckoned outside the database: for each calendar in force, the instant up to which
a promise is near. Then a comparison over a partial index finds what is newly affected, one
statement for each kind; the unique constraint lets two sweeps at once tell one time.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import RUNNING, State
from motcua.engine.worktime import OffTheCalendar, WorkCalendar, add_working_minutes
from motcua.foundation.journal.actions import record
from motcua.foundation.journal.rules import SYSTEM
from motcua.oversight.clockwatch.events import ClockAlerted
from motcua.oversight.clockwatch.rules import WINDOW_MINUTES, AlertKind
from motcua.registers.calendar.places import places_of
from motcua.registers.calendar.queries import calendar_at

_RUNNING = f"d.state IN ({', '.join(repr(state.value) for state in sorted(RUNNING))})"
_NO_APOLOGY = """
  AND NOT EXISTS (SELECT FROM dossiers_clockevent e
    WHERE e.dossier_id = d.id AND e.kind = 'extended')
  AND NOT EXISTS (SELECT FROM processes_task t WHERE t.dossier_id = d.id
    AND t.act = 'approve_extension' AND t.state = 'open')"""
_BY_DUE = (_RUNNING, "d.calendar_version", "d.competent_unit_id", "d.due_at")
_BY_FILING = ("d.state = 'submitted'", "d.receiving_unit_id::text", "d.receiving_unit_id",
              "d.filed_at")  # fmt: skip
_WITHIN = {
    AlertKind.NEAR_DUE: (*_BY_DUE, "AND d.due_at > %(now)s"),
    AlertKind.OVERDUE: (*_BY_DUE, "AND d.due_at < %(now)s"),
    AlertKind.APOLOGY_DUE: (*_BY_DUE, _NO_APOLOGY),
    AlertKind.RECEPTION_NEAR: (*_BY_FILING, ""),
    AlertKind.RECEPTION_LATE: (*_BY_FILING, ""),
}
_TELL = """
INSERT INTO clockwatch_alert (dossier_id, unit_id, kind, counted_from, at)
SELECT d.id, {unit}, %(kind)s::text, {since}, %(now)s::timestamptz
  FROM dossiers_dossier d
  JOIN unnest(%(calendars)s::text[], %(limits)s::timestamptz[]) AS c(calendar, until)
    ON c.calendar = {calendar} AND {since} <= c.until
 WHERE {state} AND {since} <= %(last)s {more}
   AND NOT EXISTS (SELECT FROM clockwatch_alert a
     WHERE a.dossier_id = d.id AND a.kind = %(kind)s::text AND a.counted_from = {since})
    ON CONFLICT DO NOTHING
RETURNING dossier_id, counted_from
"""


@transaction.atomic
def sweep(now: datetime) -> Mapping[AlertKind, int]:
    """Tell of promises near, past, or in need of an apology; return how many were new.

    Basis: handbook 4.5 (apology at the latest one day before), 4.6 (near due, overdue).
    """
    running = Dossier.objects.filter(state__in=sorted(RUNNING), due_at__isnull=False)
    versions = running.order_by().values_list("calendar_version", flat=True).distinct()
    calendars = {version: calendar_at(version) for version in versions}
    kinds = (AlertKind.NEAR_DUE, AlertKind.OVERDUE, AlertKind.APOLOGY_DUE)
    return {kind: _tell(kind, calendars, now) for kind in kinds}


@transaction.atomic
def watch_receptions(now: datetime) -> Mapping[AlertKind, int]:
    """Tell of filings not answered within six working hours, and within eight.

    Basis: handbook 4.3 (reception clock of 8 working hours), screens R6 (alert at 6 h).
    """
    waiting = Dossier.objects.filter(state=State.SUBMITTED)
    units = set(waiting.order_by().values_list("receiving_unit_id", flat=True).distinct())
    places = places_of(units) if units else {}
    calendars = {str(unit): place.calendar for unit, place in places.items()}
    kinds = (AlertKind.RECEPTION_NEAR, AlertKind.RECEPTION_LATE)
    return {kind: _tell(kind, calendars, now) for kind in kinds}


def _tell(kind: AlertKind, calendars: Mapping[str, WorkCalendar], now: datetime) -> int:
    until = {name: _until(calendar, kind, now) for name, calendar in calendars.items()}
    if not until:
        return 0
    state, calendar, unit, since, more = _WITHIN[kind]
    text = _TELL.format(state=state, calendar=calendar, unit=unit, since=since, more=more)
    given: dict[str, Any] = {"kind": kind.value, "now": now, "last": max(until.values())}
    with connection.cursor() as cursor:
        cursor.execute(text, {**given, "calendars": list(until), "limits": list(until.values())})
        told: Iterable[tuple[int, datetime]] = cursor.fetchall()
    events = [ClockAlerted(dossier_id, kind, since) for dossier_id, since in told]
    record(*events, by=SYSTEM, at=now)
    return len(events)


def _until(calendar: WorkCalendar, kind: AlertKind, now: datetime) -> datetime:
    """Return the latest instant that is affected; past the calendar only what is past."""
    try:
        return add_working_minutes(calendar, now, WINDOW_MINUTES[kind])
    except OffTheCalendar:
        return now
