"""Days that differ for everybody: holidays, swaps, and the approval of a year."""

from datetime import date, datetime
from uuid import UUID

from motcua.registers.calendar.actions.edition import CannotEditCalendar, new_edition
from motcua.registers.calendar.models import ApprovedYear, Holiday, SwapDay
from motcua.registers.calendar.permissions import may_edit_for_all
from motcua.registers.calendar.rules import HolidayAdded, HolidayObserved, SwapAdded, YearApproved
from motcua.registers.organisation.rules import Acting


def add_holiday(
    on: date, name: str, source: str, *, by: Acting, now: datetime, key: UUID | None = None
) -> None:
    """Enter a day of rest for everybody. Raises CannotEditCalendar, IntegrityError if it is there.

    Basis: Labour Code 2019, art. 112 (mem-hi).
    """
    _guard(by)
    with new_edition(by=by, now=now, key=key) as events:
        Holiday.objects.create(on=on, name=name, source=source)
        events.append(HolidayAdded(day_id=on, name=name, source=source))


def observe_holiday(
    on: date,
    is_observed: bool,
    source: str,
    *,
    by: Acting,
    now: datetime,
    key: UUID | None = None,
) -> None:
    """Decide whether a known holiday is a day of rest.

    Raises CannotEditCalendar, Holiday.DoesNotExist.
    """
    _guard(by)
    with new_edition(by=by, now=now, key=key) as events:
        holiday = Holiday.objects.get(on=on)
        holiday.is_observed, holiday.source = is_observed, source
        holiday.save(update_fields=["is_observed", "source"])
        events.append(HolidayObserved(day_id=on, is_observed=is_observed, source=source))


def add_swap(
    off_on: date,
    works_on: date,
    source: str,
    *,
    by: Acting,
    now: datetime,
    key: UUID | None = None,
) -> None:
    """Give a day off in exchange for a day worked. Raises CannotEditCalendar, IntegrityError.

    Basis: the yearly notice on days off in exchange (mem-mid).
    """
    _guard(by)
    with new_edition(by=by, now=now, key=key) as events:
        SwapDay.objects.create(off_on=off_on, works_on=works_on, source=source)
        events.append(SwapAdded(day_id=off_on, works_on=works_on, source=source))


def approve_year(
    year: int, decision: str, *, by: Acting, now: datetime, key: UUID | None = None
) -> None:
    """Take a year's holidays as decided: its deadlines are no longer provisional.

    Raises CannotEditCalendar, IntegrityError without a decision.
    """
    _guard(by)
    with new_edition(by=by, now=now, key=key) as events:
        ApprovedYear.objects.update_or_create(year=year, defaults={"decision": decision})
        events.append(YearApproved(year_id=year, decision=decision))


def _guard(by: Acting) -> None:
    if not may_edit_for_all(by):
        raise CannotEditCalendar
