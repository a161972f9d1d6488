"""The whole calendar as one value, and the plan of a unit read out of it.

A unit inherits: on any day its week is that of the nearest unit above it (itself first) that has
one, and it is closed when it or a unit above it is. Holidays and swaps hold for everybody.
Sessions here are *counting* time; a counter may open outside them without the clock running.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from motcua.engine.worktime import CalendarPlan, DayKind, SpecialDay, WeekPlan
from motcua.engine.worktime.plan import OFFICE_WEEK, Sessions

OFF_IN_LIEU = "Nghỉ hoán đổi"
WORKS_IN_LIEU = "Làm bù"


@dataclass(frozen=True)
class Week:
    """Sessions of Monday … Sunday of a unit (None: everybody), until `valid_to` exclusive."""

    unit_id: int | None
    valid_from: date
    valid_to: date | None
    days: tuple[Sessions, ...]

    def holds_on(self, day: date) -> bool:
        """Whether the week is in force."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True)
class Closure:
    """A unit and all below it closed from the first day to the last, both included."""

    unit_id: int
    first_on: date
    last_on: date
    reason: str


@dataclass(frozen=True)
class Book:
    """Everything the register holds. `swaps` maps the day off to the day worked for it."""

    weeks: tuple[Week, ...] = ()
    holidays: tuple[tuple[date, str], ...] = ()
    swaps: tuple[tuple[date, date], ...] = ()
    closures: tuple[Closure, ...] = ()
    approved_years: frozenset[int] = frozenset()

    @property
    def units_that_differ(self) -> frozenset[int]:
        """Return the units with a week or closure of their own."""
        own = {week.unit_id for week in self.weeks if week.unit_id is not None}
        return frozenset(own | {closure.unit_id for closure in self.closures})


def plan_for(book: Book, chain: tuple[int, ...] = ()) -> CalendarPlan:
    """Return the plan of the unit whose ids, from itself upwards, are `chain`.

    Basis: Labour Code 2019, art. 105, 111 and 112 (mem-hi).
    """
    weeks = _weeks(book, chain)
    specials: dict[date, SpecialDay] = {}
    for special in (*_swapped(book, weeks), *_holidays(book), *_closed(book, chain)):
        specials[special.on] = special
    return CalendarPlan(
        weeks=weeks,
        specials=tuple(specials[on] for on in sorted(specials)),
        approved_years=book.approved_years,
    )


def _weeks(book: Book, chain: tuple[int, ...]) -> tuple[WeekPlan, ...]:
    rank: Mapping[int | None, int] = {unit: n for n, unit in enumerate((*chain, None))}
    weeks = [week for week in book.weeks if week.unit_id in rank]
    turns = {week.valid_from for week in weeks} | {w.valid_to for w in weeks if w.valid_to}
    plans = [OFFICE_WEEK]
    for day in sorted(turns):
        holding = [week for week in weeks if week.holds_on(day)]
        nearest = min(holding, key=lambda week: rank[week.unit_id], default=None)
        days = nearest.days if nearest else OFFICE_WEEK.days
        if days != plans[-1].days:
            plans.append(WeekPlan(day, days))
    return tuple(plans)


def _swapped(book: Book, weeks: tuple[WeekPlan, ...]) -> Iterable[SpecialDay]:
    for off_on, works_on in book.swaps:
        week = [plan for plan in weeks if plan.valid_from <= works_on][-1]
        yield SpecialDay(off_on, DayKind.OFF_IN_LIEU, OFF_IN_LIEU)
        yield SpecialDay(
            works_on, DayKind.WORKS_IN_LIEU, WORKS_IN_LIEU, week.days[off_on.weekday()]
        )


def _holidays(book: Book) -> Iterable[SpecialDay]:
    return (SpecialDay(on, DayKind.HOLIDAY, name) for on, name in book.holidays)


def _closed(book: Book, chain: tuple[int, ...]) -> Iterable[SpecialDay]:
    for closure in book.closures:
        if closure.unit_id in chain:
            length = (closure.last_on - closure.first_on).days + 1
            for n in range(length):
                on = closure.first_on + timedelta(n)
                yield SpecialDay(on, DayKind.CLOSURE, closure.reason)
