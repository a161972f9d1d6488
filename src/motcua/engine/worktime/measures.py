"""Four ways to lay a limit on the calendar, behind one small face.

A measure turns instants into whole positions on its own axis (working minutes, working days or
calendar days) and a position back into a due instant. A clock then is additions: target = start +
limit, and after a pause target = start again + what was left. No rounding is ever carried on.

Where days are the axis, **the day is the atom**: the day of reception is not counted, the day on
which the clock stops counts as used, the day on which it goes on does not count again, so that
used and remaining days always add up to the limit.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from motcua.engine.worktime.calendar import WorkCalendar, local_day
from motcua.engine.worktime.limits import LimitRule, LimitUnit
from motcua.kit.clock import VIETNAM


class Measure(Protocol):
    """The face of a measure. Every method may raise OffTheCalendar."""

    def start(self, at: datetime) -> int:
        """Return the position from which counting begins when received or resumed at `at`."""

    def target(self, start: int) -> int:
        """Return the position at which the limit is used up."""

    def stop(self, at: datetime) -> int:
        """Return the position reached when the clock stops at `at`."""

    def reached(self, due_at: datetime) -> int:
        """Return the position of an agreed due instant."""

    def due(self, position: int) -> datetime:
        """Return the due instant of a position."""

    def span(self, day: date) -> tuple[int, int]:
        """Return the positions (after, up to and including) that a day covers."""


@dataclass(frozen=True)
class Minutes:
    """Working minutes from the instant of reception.

    Basis: Labour Code 2019, art. 105: eight hours a day (mem-hi).
    """

    calendar: WorkCalendar
    rule: LimitRule

    def start(self, at: datetime) -> int:
        return self.calendar.minutes_before(at)

    def target(self, start: int) -> int:
        return start + self.rule.minutes

    def stop(self, at: datetime) -> int:
        return self.calendar.minutes_before(at)

    def reached(self, due_at: datetime) -> int:
        return self.calendar.minutes_before(due_at)

    def due(self, position: int) -> datetime:
        return self.calendar.instant_after(position)

    def span(self, day: date) -> tuple[int, int]:
        return self.calendar.minutes_of(day)


@dataclass(frozen=True)
class WorkingDays:
    """Whole working days from the day after reception, due at closing time of the last one.

    Basis: Civil Code 2015, art. 147: the day of the event is not counted (mem-hi).
    """

    calendar: WorkCalendar
    rule: LimitRule

    def start(self, at: datetime) -> int:
        return self.calendar.working_days_through(local_day(self.calendar.opening_from(at)))

    def target(self, start: int) -> int:
        return start + int(self.rule.amount)

    def stop(self, at: datetime) -> int:
        first, last = self.span(local_day(at))
        begun, _ = self.calendar.minutes_of(local_day(at))
        return last if self.calendar.minutes_before(at) > begun else first

    def reached(self, due_at: datetime) -> int:
        return self.calendar.working_days_through(local_day(due_at))

    def due(self, position: int) -> datetime:
        return self.calendar.closing(self.calendar.working_day(position))

    def span(self, day: date) -> tuple[int, int]:
        through = self.calendar.working_days_through(day)
        return through - bool(self.calendar.sessions(day)), through


@dataclass(frozen=True)
class SameDay(WorkingDays):
    """Due at closing time of the day of reception; from the cut-off on, of the next working day.

    The day of reception counts here, hence every position starts one day earlier.

    Basis: Decree 61/2018/NĐ-CP, art. 18, cut-off of 15:00 (mem-hi); Decree 118/2025 (mem-mid).
    """

    def start(self, at: datetime) -> int:
        opening = self.calendar.opening_from(at)
        is_late = opening.astimezone(VIETNAM).time() >= self.rule.cut_off
        return super().start(at) - 1 + is_late

    def target(self, start: int) -> int:
        return start + 1

    def stop(self, at: datetime) -> int:
        return super().stop(at) - 1


@dataclass(frozen=True)
class CalendarDays:
    """Every day counts after the first; an end on a day of rest rolls to the next working day.

    Basis: Civil Code 2015, art. 147 and 148 (mem-hi).
    """

    calendar: WorkCalendar
    rule: LimitRule

    def start(self, at: datetime) -> int:
        return local_day(self.calendar.opening_from(at)).toordinal()

    def target(self, start: int) -> int:
        return start + int(self.rule.amount)

    def stop(self, at: datetime) -> int:
        return local_day(at).toordinal()

    def reached(self, due_at: datetime) -> int:
        return local_day(due_at).toordinal()

    def due(self, position: int) -> datetime:
        day = self.calendar.working_day_from(date.fromordinal(position))
        return self.calendar.closing(day)

    def span(self, day: date) -> tuple[int, int]:
        return day.toordinal() - 1, day.toordinal()


@dataclass(frozen=True)
class Months(CalendarDays):
    """The same date so many months later, else the last day of that month.

    Basis: Civil Code 2015, art. 146 and 148 (mem-hi).
    """

    def target(self, start: int) -> int:
        day = date.fromordinal(start)
        years, month = divmod(day.month - 1 + int(self.rule.amount), 12)
        first = date(day.year + years, month + 1, 1)
        last = date(first.year + (first.month == 12), first.month % 12 + 1, 1).toordinal() - 1
        return min(first.toordinal() + day.day - 1, last)


def measure_of(rule: LimitRule, calendar: WorkCalendar) -> Measure:
    """Return the measure of a defined limit; decisions word "immediate" as "within the day"."""
    if rule.runs_by_the_hour:
        return Minutes(calendar, rule)
    return _BY_UNIT[rule.unit](calendar, rule)


_BY_UNIT: dict[LimitUnit, Callable[[WorkCalendar, LimitRule], Measure]] = {
    LimitUnit.WORKING_DAY: WorkingDays,
    LimitUnit.CALENDAR_DAY: CalendarDays,
    LimitUnit.MONTH: Months,
    LimitUnit.SAME_DAY: SameDay,
    LimitUnit.IMMEDIATE: SameDay,
}
