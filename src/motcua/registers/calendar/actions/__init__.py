"""The calendar's writers. Each change begins a new edition and keeps every calendar it leads to."""

from motcua.registers.calendar.actions.days import (
    add_holiday,
    add_swap,
    approve_year,
    observe_holiday,
)
from motcua.registers.calendar.actions.edition import CannotEditCalendar, keep
from motcua.registers.calendar.actions.load import load_years
from motcua.registers.calendar.actions.units import (
    CannotSetWeek,
    close_unit,
    reopen_unit,
    set_week,
)

__all__ = [
    "CannotEditCalendar",
    "CannotSetWeek",
    "add_holiday",
    "add_swap",
    "approve_year",
    "close_unit",
    "keep",
    "load_years",
    "observe_holiday",
    "reopen_unit",
    "set_week",
]
