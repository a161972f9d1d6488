"""Steps that wait for the outside: the clock stops by itself where the process says so."""

from datetime import datetime

from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import State, SuspensionReason
from motcua.casework.lifecycle import clockwork
from motcua.casework.lifecycle.events import ClockSuspended
from motcua.casework.processes.runtime import Moved, deliver
from motcua.engine.process.state import CannotMove
from motcua.foundation.journal.rules import Actor, Event

WAITS = {
    "financial_duty": SuspensionReason.FINANCIAL_DUTY,
    "verification": SuspensionReason.FIELD_CHECK,
    "posting": SuspensionReason.COUNCIL,
}


def went_on(dossier: Dossier, moved: Moved, *, by: Actor, now: datetime) -> tuple[Event, ...]:
    """Return what to record of a move; the clock stops when it now waits on a listed ground.

    Every act that moves a process ends with this, for any step may lead to a wait.
    Basis: handbook 4.4 (listed grounds with a document), 5.2 T5.
    """
    reasons = [WAITS[wait] for wait in moved.waits if wait in WAITS]
    if not reasons or dossier.state != State.IN_PROCESS:
        return moved.events
    before = clockwork.iso(dossier.due_at)
    clockwork.pause(dossier, reasons[0], legal_basis="", actor_label=by.label, at=now)
    return (*moved.events, ClockSuspended(dossier.pk, reasons[0], "", before))


def has_come(dossier: Dossier, reason: str, *, by: Actor, now: datetime) -> tuple[Event, ...]:
    """Tell the process that the ground of its wait is gone; return what to record.

    A pause asked for outside the drawn process moves nothing: its task is still open.
    """
    events: tuple[Event, ...] = ()
    for message, ground in WAITS.items():
        if ground == reason:
            events += _delivered(dossier, message, by, now)
    return events


def _delivered(dossier: Dossier, message: str, by: Actor, now: datetime) -> tuple[Event, ...]:
    try:
        moved = deliver(dossier, message, at=now)
    except CannotMove:
        return ()
    return went_on(dossier, moved, by=by, now=now)
