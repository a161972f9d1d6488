"""Steps that wait for the outside: the clock stops by itself where the process says so."""

from datetime import datetime

from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import SuspensionReason
from motcua.casework.lifecycle import clockwork
from motcua.casework.lifecycle.events import ClockSuspended
from motcua.casework.processes.runtime import Moved
from motcua.foundation.journal.rules import Event
from motcua.registers.organisation.rules import Acting

WAITS = {
    "financial_duty": SuspensionReason.FINANCIAL_DUTY,
    "verification": SuspensionReason.FIELD_CHECK,
    "posting": SuspensionReason.COUNCIL,
}


def wait_for(dossier: Dossier, moved: Moved, *, by: Acting, now: datetime) -> tuple[Event, ...]:
    """Stop the clock when the process now waits on a listed ground; return what to record.

    Basis: handbook 4.4 (listed grounds with a document), 5.2 T5.
    """
    reasons = [WAITS[wait] for wait in moved.waits if wait in WAITS]
    if not reasons:
        return ()
    before = clockwork.iso(dossier.due_at)
    clockwork.pause(dossier, reasons[0], legal_basis="", actor_label=by.actor.label, at=now)
    return (ClockSuspended(dossier.pk, reasons[0], "", before),)
