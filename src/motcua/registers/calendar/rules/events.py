"""What happens to the calendar, as the journal records it."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from motcua.foundation.journal.rules import Event


@dataclass(frozen=True)
class CalendarLoaded(Event):
    """The years that came with the product were taken over, days already there left alone."""

    kind: ClassVar[str] = "calendar.loaded"
    subject_kind: ClassVar[str] = "calendar"
    calendar_id: str
    years: tuple[int, ...]


@dataclass(frozen=True)
class HolidayAdded(Event):
    """A day of rest for everybody was entered."""

    kind: ClassVar[str] = "calendar.holiday_added"
    subject_kind: ClassVar[str] = "day"
    day_id: date
    name: str
    source: str


@dataclass(frozen=True)
class HolidayObserved(Event):
    """It was decided whether a known holiday is a day of rest."""

    kind: ClassVar[str] = "calendar.holiday_observed"
    subject_kind: ClassVar[str] = "day"
    day_id: date
    is_observed: bool
    source: str


@dataclass(frozen=True)
class SwapAdded(Event):
    """A day off is given in exchange for a day worked."""

    kind: ClassVar[str] = "calendar.swap_added"
    subject_kind: ClassVar[str] = "day"
    day_id: date
    works_on: date
    source: str


@dataclass(frozen=True)
class WeekSet(Event):
    """Sessions of a week were set, for a unit or (None) for everybody, from a day on."""

    kind: ClassVar[str] = "calendar.week_set"
    subject_kind: ClassVar[str] = "week"
    week_id: int
    of_unit_id: int | None
    valid_from: date
    valid_to: date | None
    days: tuple[tuple[str, ...], ...]
    source: str


@dataclass(frozen=True)
class UnitClosed(Event):
    """A unit, and all below it, does not work from a day to a day, both included."""

    kind: ClassVar[str] = "calendar.unit_closed"
    subject_kind: ClassVar[str] = "closure"
    closure_id: int
    of_unit_id: int
    first_on: date
    last_on: date
    reason: str


@dataclass(frozen=True)
class UnitReopened(Event):
    """A closure was taken back."""

    kind: ClassVar[str] = "calendar.unit_reopened"
    subject_kind: ClassVar[str] = "closure"
    closure_id: int
    of_unit_id: int
    first_on: date
    last_on: date


@dataclass(frozen=True)
class YearApproved(Event):
    """The holidays of a year are decided: deadlines in it are no longer provisional."""

    kind: ClassVar[str] = "calendar.year_approved"
    subject_kind: ClassVar[str] = "year"
    year_id: int
    decision: str
