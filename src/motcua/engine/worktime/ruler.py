"""The time ruler: one cell a day, an eighth of a cell a working hour, as of an instant."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from motcua.engine.worktime.calendar import WorkCalendar, local_day
from motcua.engine.worktime.clock import Clock
from motcua.engine.worktime.steps import ClockStep, StepState, steps_of


class CellState(StrEnum):
    """How a cell is drawn. COUNTED is still to come, USED has gone by, OVER is past the due day."""

    RECEIVED = "received"
    COUNTED = "counted"
    USED = "used"
    SKIPPED = "skipped"
    HOLIDAY = "holiday"
    PAUSED = "paused"
    OVER = "over"


@dataclass(frozen=True)
class RulerCell:
    """One day. `eighths` of its working time have gone by; `number` counts the counted days."""

    day: date
    state: CellState
    number: int = 0
    eighths: int = 0
    name: str = ""
    is_today: bool = False
    is_due: bool = False
    is_original_due: bool = False

    @property
    def label(self) -> str:
        """Return the day of the month."""
        return str(self.day.day)


PLAIN = {
    StepState.RECEIVED: CellState.RECEIVED,
    StepState.SKIPPED: CellState.SKIPPED,
    StepState.HOLIDAY: CellState.HOLIDAY,
    StepState.PAUSED: CellState.PAUSED,
}


def ruler(clock: Clock, at: datetime | None = None) -> tuple[RulerCell, ...]:
    """Return the cells from the day of reception to the due day, or to `at` when that is later.

    Without `at` nothing has been used yet: the ruler of a promise about to be made.
    """
    through = local_day(at) if at else None
    due = local_day(clock.due_at) if clock.due_at else None
    first = clock.original_due_at
    broken = local_day(first) if first and first != clock.due_at else None
    days = _Days(through, due, broken)
    return tuple(_cell(clock.calendar, step, days, at) for step in steps_of(clock, through))


@dataclass(frozen=True)
class _Days:
    """The days that are marked: today, the due day, and the one that was promised first."""

    today: date | None
    due: date | None
    broken: date | None


def _cell(calendar: WorkCalendar, step: ClockStep, days: _Days, at: datetime | None) -> RulerCell:
    eighths = _eighths(calendar, step.day, days.today, at) if at and days.today else 0
    return RulerCell(
        day=step.day,
        state=_state(step, eighths, bool(days.due and step.day > days.due)),
        number=step.number,
        eighths=eighths,
        name=step.name,
        is_today=step.day == days.today,
        is_due=step.day == days.due,
        is_original_due=step.day == days.broken,
    )


def _state(step: ClockStep, eighths: int, is_past_due: bool) -> CellState:
    if step.state in PLAIN:
        return PLAIN[step.state]
    if is_past_due:
        return CellState.OVER
    return CellState.USED if eighths == 8 else CellState.COUNTED


def _eighths(calendar: WorkCalendar, day: date, today: date, at: datetime) -> int:
    if day != today:
        return 8 if day < today else 0
    begin, end = calendar.minutes_of(day)
    return (calendar.minutes_before(at) - begin) * 8 // (end - begin) if end > begin else 0
