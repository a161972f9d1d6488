"""What the journal says about itself: entries that a reader could not digest, reads sealed."""

from dataclasses import dataclass
from typing import ClassVar

from motcua.foundation.journal.rules import Event


@dataclass(frozen=True)
class HeldEntrySkipped(Event):
    """Somebody decided that a reader goes on without this entry, `error` being what it said."""

    kind: ClassVar[str] = "entry.skipped"
    subject_kind: ClassVar[str] = "entry"
    entry_id: int
    reader: str
    of_dossier: int | None
    error: str
    reason: str


@dataclass(frozen=True)
class HeldEntryRetried(Event):
    """Somebody asked that a parked entry be tried again."""

    kind: ClassVar[str] = "entry.retried"
    subject_kind: ClassVar[str] = "entry"
    entry_id: int
    reader: str
