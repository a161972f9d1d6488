"""What this room tells the journal."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from motcua.foundation.journal.rules import Event


@dataclass(frozen=True)
class ClockAlerted(Event):
    """The officers were told that a dossier's clock is near its promise or past it."""

    kind: ClassVar[str] = "clock.alerted"
    subject_kind: ClassVar[str] = "dossier"
    dossier_id: int
    alert: str
    counted_from: datetime
