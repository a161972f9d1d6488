"""The clock of a dossier, recomputed from what is stored: its limit, its calendar, its events."""

from collections.abc import Sequence
from datetime import datetime

from motcua.casework.dossiers.models import ClockEvent, Dossier
from motcua.engine.worktime import (
    Clock,
    Extended,
    LimitRule,
    LimitUnit,
    Mode,
    Resumed,
    Suspended,
    WorkCalendar,
    run_clock,
)
from motcua.engine.worktime import ClockEvent as EngineEvent
from motcua.registers.calendar.queries import calendar_at


def clock_of(
    dossier: Dossier,
    events: Sequence[ClockEvent],
    at: datetime | None = None,
    calendar: WorkCalendar | None = None,
) -> Clock:
    """Return the clock of a received dossier; `at` asks for its state at an instant.

    Without a `calendar` it is the one that the promise was made with.
    Basis: handbook 4 (the due instant is a function of version, calendar and events).
    """
    rule = LimitRule(
        LimitUnit(dossier.limit_unit),
        dossier.limit_amount,
        Mode(dossier.limit_mode),
        dossier.limit_cut_off,
    )
    started = dossier.received_at
    if started is None:
        raise NotStarted(dossier.pk)
    kept = calendar or calendar_at(dossier.calendar_version)
    return run_clock(rule, kept, started, [_engine_event(event) for event in events], at)


class NotStarted(Exception):
    """The dossier was never received: it has no clock."""

    def __init__(self, dossier_id: int) -> None:
        super().__init__(dossier_id)
        self.dossier_id = dossier_id


def _engine_event(event: ClockEvent) -> EngineEvent:
    if event.kind == "suspended":
        return Suspended(event.at, event.reason)
    if event.kind == "extended" and event.due_after is not None:
        return Extended(event.at, event.due_after)
    return Resumed(event.at)
