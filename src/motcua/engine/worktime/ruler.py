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
    return tuple(_cell(clock, step, at) for step in steps_of(clock, through))


def _cell(clock: Clock, step: ClockStep, at: datetime | None) -> RulerCell:
    eighths = _eighths(clock.calendar, step.day, at) if at else 0
    return RulerCell(
        day=step.day,
        state=_state(step, eighths, bool(clock.due_at and step.day > local_day(clock.due_at))),
        number=step.number,
        eighths=eighths,
        name=step.name,
        is_today=at is not None and local_day(at) == step.day,
        is_due=clock.due_at is not None and local_day(clock.due_at) == step.day,
        is_original_due=_is_broken_promise(clock, step.day),
    )


def _state(step: ClockStep, eighths: int, is_past_due: bool) -> CellState:
    if step.state in PLAIN:
        return PLAIN[step.state]
    if is_past_due:
        return CellState.OVER
    return CellState.USED if eighths == 8 else CellState.COUNTED


def _eighths(calendar: WorkCalendar, day: date, at: datetime) -> int:
    if local_day(at) != day:
        return 8 if day < local_day(at) else 0
    begin, end = calendar.minutes_of(day)
    return (calendar.minutes_before(at) - begin) * 8 // (end - begin) if end > begin else 0


def _is_broken_promise(clock: Clock, day: date) -> bool:
    original = clock.original_due_at
    return original is not None and original != clock.due_at and local_day(original) == day
