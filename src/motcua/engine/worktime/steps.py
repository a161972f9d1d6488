"""Why the clock says what it says, one fact for each day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from motcua.engine.worktime.calendar import WorkCalendar, local_day
from motcua.engine.worktime.measures import measure_of

if TYPE_CHECKING:
    from motcua.engine.worktime.clock import Clock


class StepState(StrEnum):
    """What a day does to the clock.

    RECEIVED: a working day, or one in a calendar count, that is not counted because the dossier
    came on it. HOLIDAY: a named day of rest. ROLLED: not counted, but the due day all the same,
    since the limit ended on a day of rest or a later day was agreed.
    """

    RECEIVED = "received"
    COUNTED = "counted"
    SKIPPED = "skipped"
    HOLIDAY = "holiday"
    PAUSED = "paused"
    ROLLED = "rolled"


@dataclass(frozen=True)
class ClockStep:
    """One day. `number`: the how-manieth counted day; `minutes`: working minutes counted on it
    when the limit runs by the hour, else the length of its sessions; `name`: of a special day."""

    day: date
    state: StepState
    number: int = 0
    minutes: int = 0
    name: str = ""


def steps_of(clock: "Clock", through: date | None = None) -> tuple[ClockStep, ...]:
    """Return the days from reception to the due day, or to `through` when that is later."""
    if clock.due_at is None:
        return ()
    last = max(local_day(clock.due_at), local_day(clock.started_at), through or date.min)
    return tuple(_Reader(clock).read(last))


class _Reader:
    """Walks the days of a clock in order and says of each what it did."""

    def __init__(self, clock: "Clock") -> None:
        self.clock, self.calendar = clock, clock.calendar
        self.measure = measure_of(clock.rule, clock.calendar)
        self.first = local_day(clock.calendar.opening_from(clock.started_at))
        self.number = 0

    def read(self, last: date) -> list[ClockStep]:
        begin = local_day(self.clock.started_at)
        return [self._step(begin + timedelta(n)) for n in range((last - begin).days + 1)]

    def _step(self, day: date) -> ClockStep:
        special = self.calendar.special(day)
        name = special.name if special else ""
        counted = self._counted(day)
        if counted:
            self.number += 1
            minutes = counted if self.clock.rule.runs_by_the_hour else _length(self.calendar, day)
            return ClockStep(day, StepState.COUNTED, self.number, minutes, name)
        return ClockStep(day, self._uncounted(day, bool(name)), name=name)

    def _counted(self, day: date) -> int:
        after, through = self.measure.span(day)
        return sum(
            max(0, min(end, through) - max(begin, after)) for begin, end in self.clock.counted
        )

    def _uncounted(self, day: date, is_named: bool) -> StepState:
        if not self.calendar.sessions(day):
            return StepState.HOLIDAY if is_named else StepState.SKIPPED
        if self._is_paused(day):
            return StepState.PAUSED
        return StepState.RECEIVED if day <= self.first else StepState.ROLLED

    def _is_paused(self, day: date) -> bool:
        return any(
            local_day(pause.suspended_at) <= day
            and (pause.resumed_at is None or day <= local_day(self._again(pause.resumed_at)))
            for pause in self.clock.pauses
        )

    def _again(self, resumed_at: datetime) -> datetime:
        return self.calendar.opening_from(resumed_at)


def _length(calendar: WorkCalendar, day: date) -> int:
    begin, end = calendar.minutes_of(day)
    return end - begin
