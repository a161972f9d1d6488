"""Working time laid out as a table of days with running totals: a due date is two look-ups.

Instants go in and out aware; they are read at the minute (seconds are dropped, which favours the
applicant by less than a minute) and in Vietnamese time. Working minutes are numbered from the
first day of the table: minute *n* is the one before which *n* working minutes have gone by.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate

from motcua.engine.worktime.plan import CalendarPlan, Sessions, SpecialDay
from motcua.kit.clock import VIETNAM

FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2060, 12, 31)


class OffTheCalendar(ValueError):
    """The reckoning left the table of days, or the calendar has no working time at all."""


class WorkCalendar:
    """Immutable. Two calendars with the same version hold the same days."""

    __slots__ = ("_first", "_minutes", "_sessions", "_specials", "_working", "plan", "version")

    def __init__(self, plan: CalendarPlan, first: date = FIRST_DAY, last: date = LAST_DAY) -> None:
        self.plan = plan
        self.version = plan.version
        self._first = first.toordinal()
        self._specials = {special.on.toordinal(): special for special in plan.specials}
        self._sessions = _table(plan, self._first, last.toordinal(), self._specials)
        lengths = [sum(s.closes - s.opens for s in sessions) for sessions in self._sessions]
        self._minutes = array("l", accumulate(lengths, initial=0))
        self._working = array("l", accumulate((n > 0 for n in lengths), initial=0))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WorkCalendar) and self.version == other.version

    def __hash__(self) -> int:
        return hash(self.version)

    def __repr__(self) -> str:
        return f"WorkCalendar({self.version})"

    def sessions(self, day: date) -> Sessions:
        """Return the sessions of a day, empty on days of rest. Raises OffTheCalendar."""
        return self._sessions[self._index(day)]

    def all_sessions(self) -> Iterator[tuple[date, Sessions]]:
        """Yield every day of the table, in order, with its sessions."""
        for nth, sessions in enumerate(self._sessions):
            yield date.fromordinal(self._first + nth), sessions

    def special(self, day: date) -> SpecialDay | None:
        """Return why the day differs from its week, if it does."""
        return self._specials.get(day.toordinal())

    def is_approved(self, first: date, last: date) -> bool:
        """Whether every year the reckoning touches has been decided."""
        return self.plan.approved_years.issuperset(range(first.year, last.year + 1))

    def minutes_before(self, at: datetime) -> int:
        """Return the number of working minutes gone by at an instant."""
        local = at.astimezone(VIETNAM)
        index = self._index(local)
        now = local.hour * 60 + local.minute
        gone = self._minutes[index]
        for session in self._sessions[index]:
            if now > session.opens:
                gone += min(now, session.closes) - session.opens
        return gone

    def minutes_of(self, day: date) -> tuple[int, int]:
        """Return the working minutes gone by at the beginning and at the end of a day."""
        index = self._index(day)
        return self._minutes[index], self._minutes[index + 1]

    def instant_after(self, minutes: int) -> datetime:
        """Return the earliest instant at which that many working minutes have gone by."""
        index = bisect_left(self._minutes, minutes) - 1
        return self._within(index, minutes, at_closing=True)

    def instant_before(self, minutes: int) -> datetime:
        """Return the instant at which the working minute of that number begins."""
        index = bisect_right(self._minutes, minutes) - 1
        return self._within(index, minutes, at_closing=False)

    def opening_from(self, at: datetime) -> datetime:
        """Return the instant itself if inside a session, else the next session's start."""
        return self.instant_before(self.minutes_before(at))

    def working_days_through(self, day: date) -> int:
        """Return the number of working days up to and including a day."""
        return self._working[self._index(day) + 1]

    def working_day(self, number: int) -> date:
        """Return the working day of that number (see `working_days_through`)."""
        index = bisect_left(self._working, number) - 1
        if not 0 <= index < len(self._sessions):
            raise OffTheCalendar(number)
        return date.fromordinal(self._first + index)

    def working_day_from(self, day: date) -> date:
        """Return the day itself if work is done on it, else the next working day."""
        return self.working_day(self._working[self._index(day)] + 1)

    def closing(self, day: date) -> datetime:
        """Return the instant at which a working day closes. Raises OffTheCalendar."""
        sessions = self.sessions(day)
        if not sessions:
            raise OffTheCalendar(day)
        return moment(day, sessions[-1].closes)

    def _index(self, day: date) -> int:
        index = day.toordinal() - self._first
        if not 0 <= index < len(self._sessions):
            raise OffTheCalendar(day)
        return index

    def _within(self, index: int, minutes: int, *, at_closing: bool) -> datetime:
        if not 0 <= index < len(self._sessions):
            raise OffTheCalendar(minutes)
        left = minutes - self._minutes[index]
        for session in self._sessions[index]:
            length = session.closes - session.opens
            if left < length or (at_closing and left == length):
                return moment(date.fromordinal(self._first + index), session.opens + left)
            left -= length
        raise OffTheCalendar(minutes)


def moment(day: date, minute: int) -> datetime:
    """Return the instant (UTC) of a local day and minute after midnight."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=VIETNAM)
    return (midnight + timedelta(minutes=minute)).astimezone(UTC)


def local_day(at: datetime) -> date:
    """Return the Vietnamese day of an instant."""
    return at.astimezone(VIETNAM).date()


def add_working_minutes(calendar: WorkCalendar, at: datetime, minutes: int) -> datetime:
    """Return the instant `minutes` of working time later, or earlier when negative.

    Raises OffTheCalendar beyond the table.
    """
    if minutes == 0:
        return at
    position = calendar.minutes_before(at) + minutes
    return calendar.instant_after(position) if minutes > 0 else calendar.instant_before(position)


def working_minutes_between(calendar: WorkCalendar, begin: datetime, end: datetime) -> int:
    """Return the working minutes from one instant to another, negative when `end` is earlier."""
    return calendar.minutes_before(end) - calendar.minutes_before(begin)


def _table(
    plan: CalendarPlan, first: int, last: int, specials: dict[int, SpecialDay]
) -> tuple[Sessions, ...]:
    weeks = sorted(plan.weeks, key=lambda week: week.valid_from)
    begins = [week.valid_from.toordinal() for week in weeks]
    rows: list[Sessions] = []
    for ordinal in range(first, last + 1):
        special = specials.get(ordinal)
        if special is not None:
            rows.append(special.sessions)
            continue
        week = weeks[max(bisect_right(begins, ordinal) - 1, 0)]
        rows.append(week.days[(ordinal + 6) % 7])
    return tuple(rows)
