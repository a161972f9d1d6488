"""Working-time arithmetic: a limit, a calendar and events in, a due instant and its reasons out."""

from motcua.engine.worktime.calendar import (
    OffTheCalendar,
    WorkCalendar,
    add_working_minutes,
    local_day,
    working_minutes_between,
)
from motcua.engine.worktime.clock import (
    Clock,
    ClockEvent,
    ClockState,
    Extended,
    ImpossibleEvents,
    Pause,
    Resumed,
    Suspended,
    run_clock,
    transfer_due,
)
from motcua.engine.worktime.limits import LimitRule, LimitUnit, Mode, NonsenseLimit, default_mode
from motcua.engine.worktime.plan import (
    CalendarPlan,
    DayKind,
    Session,
    SpecialDay,
    WeekPlan,
)
from motcua.engine.worktime.ruler import CellState, RulerCell, ruler
from motcua.engine.worktime.steps import ClockStep, StepState

__all__ = [
    "CalendarPlan",
    "CellState",
    "Clock",
    "ClockEvent",
    "ClockState",
    "ClockStep",
    "DayKind",
    "Extended",
    "ImpossibleEvents",
    "LimitRule",
    "LimitUnit",
    "Mode",
    "NonsenseLimit",
    "OffTheCalendar",
    "Pause",
    "Resumed",
    "RulerCell",
    "Session",
    "SpecialDay",
    "StepState",
    "Suspended",
    "WeekPlan",
    "WorkCalendar",
    "add_working_minutes",
    "default_mode",
    "local_day",
    "ruler",
    "run_clock",
    "transfer_due",
    "working_minutes_between",
]
