"""Who acts, when, and with which request key: what every entry of one act carries."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.foundation.journal.actions import record
from motcua.foundation.journal.rules import Event
from motcua.foundation.rows import Sheet
from motcua.registers.organisation.rules import Acting


@dataclass(frozen=True)
class Stamp:
    """The hand that writes; `now` is an aware instant."""

    by: Acting
    now: datetime
    key: UUID | None = None

    def record(self, *events: Event, sheet: Sheet | None = None) -> None:
        """Write the act's entries, and what it gathered on its sheet, in one statement."""
        by = self.by
        record(*events, by=by.actor, at=self.now, unit_id=by.unit_id, key=self.key, sheet=sheet)
