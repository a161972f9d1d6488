"""An independent answer to "when is it due?": it walks quarter-hours and days one by one.

Nothing of the engine's arithmetic is used: a world is a bag of working quarter-hours, local and
naive; a day works when the bag holds one of its quarters.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as clock_time

QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)
CUT_OFF = clock_time(15)


@dataclass(frozen=True)
class Stop:
    """A pause from one instant to another."""

    begin: datetime
    end: datetime


class World:
    """Working quarters by day, in order."""

    def __init__(self, quarters: dict[date, list[datetime]]) -> None:
        self.quarters = quarters

    def working(self, at: datetime) -> Iterator[datetime]:
        """Walk the working quarters that begin at or after an instant."""
        day = at.date()
        while True:
            yield from (q for q in self.quarters.get(day, ()) if q >= at)
            day += DAY

    def count(self, begin: datetime, end: datetime) -> int:
        """Count working quarters between two instants, negative when they are reversed."""
        if begin > end:
            return -self.count(end, begin)
        total, day = 0, begin.date()
        while day <= end.date():
            total += sum(1 for q in self.quarters.get(day, ()) if begin <= q < end)
            day += DAY
        return total

    def opens(self, at: datetime) -> datetime:
        """Return the first working quarter from an instant on."""
        return next(self.working(at))

    def last_work(self, at: datetime) -> datetime:
        """Return the end of the last working quarter that was over at an instant."""
        day = at.date()
        while True:
            for quarter in reversed(self.quarters.get(day, ())):
                if quarter + QUARTER <= at:
                    return quarter + QUARTER
            day -= DAY

    def next_day(self, day: date) -> date:
        """Return the next working day after a day."""
        day += DAY
        while not self.quarters.get(day):
            day += DAY
        return day

    def closing(self, day: date) -> datetime:
        """Return the end of the last working quarter of a day, rolled forward to a working one."""
        return self.quarters[self.next_day(day - DAY)][-1] + QUARTER

    def real(self, stops: list[Stop]) -> list[Stop]:
        """Keep the pauses in which something could have been done."""
        return [stop for stop in stops if self.count(stop.begin, stop.end)]

    def due_by_quarters(self, start: datetime, quarters: int, stops: list[Stop]) -> datetime:
        """Spend a budget of quarters, none of them during a pause."""
        for quarter in self.working(start):
            if any(stop.begin <= quarter < stop.end for stop in stops):
                continue
            quarters -= 1
            if quarters == 0:
                return quarter + QUARTER
        raise AssertionError

    def due_by_days(self, day: date, left: int, stops: list[Stop], *, every_day: bool) -> datetime:
        """Walk day after day, `day` itself not counted, leaping over the pauses."""
        waiting = list(stops)
        while True:
            due = self.closing(day)
            if waiting and self._stops_now(waiting[0], day, left, due, every_day=every_day):
                day = self.opens(waiting.pop(0).end).date()
            elif left == 0:
                return due
            else:
                day = day + DAY if every_day else self.next_day(day)
                left -= 1

    def _stops_now(
        self, stop: Stop, day: date, left: int, due: datetime, *, every_day: bool
    ) -> bool:
        if left == 0:
            return stop.begin < due
        return self.used_on(stop.begin, every_day=every_day) <= day

    def used_on(self, at: datetime, *, every_day: bool) -> date:
        """Return the last day that had begun to be used at an instant."""
        day = at.date()
        while not every_day and not any(q < at for q in self.quarters.get(day, ())):
            day -= DAY
        return day

    def due_same_day(self, start: datetime, stops: list[Stop]) -> datetime:
        """Begin anew after every pause that comes before the promise is broken."""
        opens = self.opens(start)
        day = opens.date() if opens.time() < CUT_OFF else self.next_day(opens.date())
        due = self.closing(day)
        if stops and stops[0].begin < due:
            return self.due_same_day(stops[0].end, stops[1:])
        return due


def month_later(day: date, months: int) -> date:
    """Walk days until the month has changed often enough; stop at the date or the month's end."""
    wanted, walked = day.day, day
    for _ in range(months):
        while walked.month == day.month:
            walked += DAY
        day = walked
    while walked.day < wanted and (walked + DAY).month == walked.month:
        walked += DAY
    return walked
