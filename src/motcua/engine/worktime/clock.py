"""The legal clock of one dossier: a pure function of limit, calendar and events.

Two promises run side by side. The *original* one moves only with lawful pauses; the *agreed* one
also takes the new date of an extension. A pause moves a promise by what was left of it, in the
limit's own measure; one that begins after the promise was broken moves nothing, and neither does
one that covers no working minute. While the clock stands, `due_at` is the promise last given.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum
from functools import cached_property

from motcua.engine.worktime import steps
from motcua.engine.worktime.calendar import OffTheCalendar, WorkCalendar, local_day
from motcua.engine.worktime.limits import LimitRule, LimitUnit
from motcua.engine.worktime.measures import Measure, SameDay, WorkingDays, measure_of


class ClockState(StrEnum):
    """What the clock does. UNDEFINED: no limit is printed, or none can be counted."""

    RUNNING = "running"
    SUSPENDED = "suspended"
    UNDEFINED = "undefined"


@dataclass(frozen=True)
class Suspended:
    """The clock stops; `reason` is the code of an enumerated ground."""

    at: datetime
    reason: str = ""


@dataclass(frozen=True)
class Resumed:
    """The clock goes on."""

    at: datetime


@dataclass(frozen=True)
class Extended:
    """A new due instant was agreed with an apology; the original one is kept."""

    at: datetime
    due_at: datetime


ClockEvent = Suspended | Resumed | Extended


class ImpossibleEvents(ValueError):
    """Events out of order: before the start, a pause within a pause, an end without a pause."""

    def __init__(self, event: ClockEvent) -> None:
        super().__init__(repr(event))
        self.event = event


@dataclass(frozen=True)
class Pause:
    """A suspension; `resumed_at` is None while it lasts."""

    suspended_at: datetime
    resumed_at: datetime | None
    reason: str


@dataclass(frozen=True)
class Clock:
    """What the clock says, and all that is needed to say why.

    `consumed_minutes` and `remaining_minutes` are working minutes as of the instant asked for;
    what remains until `due_at` is negative when late. Without a limit it is None, as `due_at` is.
    `is_provisional`: some year between start and due has no approved calendar.
    """

    rule: LimitRule
    calendar: WorkCalendar
    started_at: datetime
    due_at: datetime | None
    original_due_at: datetime | None
    state: ClockState
    consumed_minutes: int = 0
    remaining_minutes: int | None = None
    is_provisional: bool = False
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extended, ...] = ()
    counted: tuple[tuple[int, int], ...] = field(default=(), repr=False)

    @cached_property
    def steps(self) -> tuple[steps.ClockStep, ...]:
        """Return one fact for each day from reception to the due day; empty without a limit."""
        return steps.steps_of(self)

    @property
    def is_extended(self) -> bool:
        """Whether a later date was agreed, whatever pauses came after."""
        return bool(self.extensions)


def run_clock(
    rule: LimitRule,
    calendar: WorkCalendar,
    started_at: datetime,
    events: Sequence[ClockEvent] = (),
    at: datetime | None = None,
) -> Clock:
    """Run the clock through its events, in order; `at` defaults to the last of their instants.

    Never fails on a date it cannot know: past the table the answer is UNDEFINED and provisional.
    Raises ImpossibleEvents.

    Basis: Decree 61/2018/NĐ-CP, art. 19; Decree 118/2025/NĐ-CP (mem-mid).
    """
    _check(started_at, events)
    if rule.unit is LimitUnit.UNDEFINED:
        return Clock(rule, calendar, started_at, None, None, ClockState.UNDEFINED)
    last = events[-1].at if events else started_at
    try:
        return _Run(rule, calendar, started_at).through(events).clock(at or last)
    except OffTheCalendar:
        return Clock(
            rule, calendar, started_at, None, None, ClockState.UNDEFINED, is_provisional=True
        )


def transfer_due(calendar: WorkCalendar, at: datetime, cut_off: time = time(15, 0)) -> datetime:
    """Return when a dossier received at `at` must be with the unit that settles it.

    That day's closing time; received from the cut-off on, the next working day's opening time.
    Raises OffTheCalendar.

    Basis: Decree 61/2018/NĐ-CP, art. 18 (mem-hi).
    """
    measure = SameDay(calendar, LimitRule(LimitUnit.SAME_DAY, cut_off=cut_off))
    position = measure.target(measure.start(at))
    if position == WorkingDays.start(measure, at):
        return measure.due(position)
    return calendar.instant_before(calendar.minutes_of(calendar.working_day(position))[0])


def _check(started_at: datetime, events: Sequence[ClockEvent]) -> None:
    before, is_paused = started_at, False
    for event in events:
        wrong = (isinstance(event, Suspended) and is_paused) or (
            isinstance(event, Resumed) and not is_paused
        )
        if wrong or event.at < before:
            raise ImpossibleEvents(event)
        before = event.at
        if not isinstance(event, Extended):
            is_paused = isinstance(event, Suspended)


@dataclass(frozen=True)
class _Promise:
    position: int
    due_at: datetime


class _Run:
    """The clock while it is being run: where counting began, what is promised."""

    def __init__(self, rule: LimitRule, calendar: WorkCalendar, started_at: datetime) -> None:
        self.rule, self.calendar, self.started_at = rule, calendar, started_at
        self.measure: Measure = measure_of(rule, calendar)
        self.begun = self.measure.start(started_at)
        self.running_from = started_at
        self.minutes = 0
        self.original = self.agreed = self._promise(self.measure.target(self.begun))
        self.paused: Suspended | None = None
        self.pauses: list[Pause] = []
        self.extensions: list[Extended] = []
        self.counted: list[tuple[int, int]] = []

    def through(self, events: Sequence[ClockEvent]) -> "_Run":
        for event in events:
            if isinstance(event, Suspended):
                self.paused = event
            elif isinstance(event, Extended):
                self.extensions.append(event)
                self.agreed = _Promise(self.measure.reached(event.due_at), event.due_at)
            elif self.paused is not None:
                self._resume(self.paused, event.at)
        return self

    def clock(self, at: datetime) -> Clock:
        until = self.paused.at if self.paused else at
        end = self.agreed.position
        if self.paused:
            end = min(self._stop(until), end)
        pending = [Pause(self.paused.at, None, self.paused.reason)] if self.paused else []
        due_at = self.agreed.due_at
        return Clock(
            rule=self.rule,
            calendar=self.calendar,
            started_at=self.started_at,
            due_at=due_at,
            original_due_at=self.original.due_at,
            state=ClockState.SUSPENDED if self.paused else ClockState.RUNNING,
            consumed_minutes=self.minutes + self._working(self.running_from, until),
            remaining_minutes=self._working(until, due_at),
            is_provisional=not self._is_approved(due_at),
            pauses=(*self.pauses, *pending),
            extensions=tuple(self.extensions),
            counted=(*self.counted, (self.begun, end)),
        )

    def _resume(self, paused: Suspended, at: datetime) -> None:
        self.paused = None
        self.pauses.append(Pause(paused.at, at, paused.reason))
        if not self._working(paused.at, at):
            return
        stop, again = self._stop(paused.at), self.measure.start(at)
        self.counted.append((self.begun, min(stop, self.agreed.position)))
        self.original = self._moved(self.original, paused.at, stop, again)
        self.agreed = self._moved(self.agreed, paused.at, stop, again)
        self.minutes += self._working(self.running_from, paused.at)
        self.begun, self.running_from = again, at

    def _moved(self, promise: _Promise, paused_at: datetime, stop: int, again: int) -> _Promise:
        if promise.due_at <= paused_at:
            return promise
        left = max(promise.position - stop, 0)
        return self._promise(again + left)

    def _promise(self, position: int) -> _Promise:
        return _Promise(position, self.measure.due(position))

    def _stop(self, at: datetime) -> int:
        return max(self.measure.stop(at), self.begun)

    def _working(self, begin: datetime, end: datetime) -> int:
        return self.calendar.minutes_before(end) - self.calendar.minutes_before(begin)

    def _is_approved(self, due_at: datetime) -> bool:
        return self.calendar.is_approved(local_day(self.started_at), local_day(due_at))
