"""What the calendar can decide from values: which days a unit works, and what was changed."""

from motcua.registers.calendar.rules.book import Book, Closure, Week, plan_for
from motcua.registers.calendar.rules.events import (
    CalendarLoaded,
    HolidayAdded,
    HolidayObserved,
    SwapAdded,
    UnitClosed,
    UnitReopened,
    WeekSet,
    YearApproved,
)

__all__ = [
    "Book",
    "CalendarLoaded",
    "Closure",
    "HolidayAdded",
    "HolidayObserved",
    "SwapAdded",
    "UnitClosed",
    "UnitReopened",
    "Week",
    "WeekSet",
    "YearApproved",
    "plan_for",
]
