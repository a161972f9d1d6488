"""A unit's own sessions and closures."""

from collections.abc import Sequence
from dataclasses import asdict, astuple
from datetime import date, datetime, time
from uuid import UUID

from motcua.engine.worktime import Session as Stretch
from motcua.engine.worktime import WeekPlan
from motcua.registers.calendar.actions.edition import CannotEditCalendar, new_edition
from motcua.registers.calendar.models import ExtraClosure, Session, WorkWeek
from motcua.registers.calendar.permissions import may_edit_for_all, may_edit_for_unit
from motcua.registers.calendar.rules import Closure, UnitClosed, UnitReopened, Week, WeekSet
from motcua.registers.organisation.rules import Acting


class CannotSetWeek(Exception):
    """The week cannot be read: not seven days, or sessions that overlap or end before they open."""


def week_of(
    unit_id: int | None, valid_from: date, valid_to: date | None, days: Sequence[Sequence[str]]
) -> Week:
    """Read seven lists of '07:00-11:30', Monday first. Raises CannotSetWeek."""
    try:
        stretches = tuple(tuple(sorted(map(Stretch.of, day))) for day in days)
        WeekPlan(valid_from, stretches)
    except ValueError as wrong:
        raise CannotSetWeek(str(wrong)) from wrong
    return Week(unit_id, valid_from, valid_to, stretches)


def set_week(
    week: Week, source: str, *, by: Acting, now: datetime, key: UUID | None = None
) -> WorkWeek:
    """Set the sessions of a unit (or of everybody) for a period; make `week` with `week_of`.

    Raises CannotEditCalendar, IntegrityError when a week already begins on that day.
    """
    if not (may_edit_for_all(by) if week.unit_id is None else may_edit_for_unit(by, week.unit_id)):
        raise CannotEditCalendar
    with new_edition(by=by, now=now, key=key) as events:
        row = write_week(week, source)
        events.append(
            WeekSet(
                week_id=row.pk,
                of_unit_id=week.unit_id,
                valid_from=week.valid_from,
                valid_to=week.valid_to,
                days=tuple(tuple(map(str, day)) for day in week.days),
                source=source,
            )
        )
    return row


def write_week(week: Week, source: str) -> WorkWeek:
    """Insert the rows of a week: two statements."""
    row = WorkWeek.objects.create(
        unit_id=week.unit_id, valid_from=week.valid_from, valid_to=week.valid_to, source=source
    )
    Session.objects.bulk_create(
        Session(week=row, weekday=n, opens_at=_time(one.opens), closes_at=_time(one.closes))
        for n, day in enumerate(week.days, 1)
        for one in day
    )
    return row


def close_unit(closure: Closure, *, by: Acting, now: datetime, key: UUID | None = None) -> int:
    """Close a unit and all below it; return the closure's id.

    Raises CannotEditCalendar, IntegrityError for days in the wrong order or without a reason.
    """
    if not may_edit_for_unit(by, closure.unit_id):
        raise CannotEditCalendar
    with new_edition(by=by, now=now, key=key) as events:
        row = ExtraClosure.objects.create(**asdict(closure))
        events.append(UnitClosed(row.pk, *astuple(closure)))
    return row.pk


def reopen_unit(closure_id: int, *, by: Acting, now: datetime, key: UUID | None = None) -> None:
    """Take a closure back. Raises CannotEditCalendar, ExtraClosure.DoesNotExist."""
    with new_edition(by=by, now=now, key=key) as events:
        row = ExtraClosure.objects.select_for_update().get(pk=closure_id)
        if not may_edit_for_unit(by, row.unit_id):
            raise CannotEditCalendar
        events.append(UnitReopened(closure_id, row.unit_id, row.first_on, row.last_on))
        row.delete()


def _time(minute: int) -> time:
    return time(minute // 60, minute % 60)
