"""What this room tells the journal. Names of files stay out of it: people put names into them."""

from dataclasses import dataclass
from typing import ClassVar

from motcua.foundation.journal.rules import Event

STORE = "files"


@dataclass(frozen=True)
class FileAccepted(Event):
    """A file that somebody offered was examined and kept."""

    kind: ClassVar[str] = "file.accepted"
    subject_kind: ClassVar[str] = "intake"
    intake_id: str
    sha256: str
    size: int
    media_type: str
    virus_check: str


@dataclass(frozen=True)
class FileQuarantined(Event):
    """A file was refused; `problems` are the words of its reasons."""

    kind: ClassVar[str] = "file.quarantined"
    subject_kind: ClassVar[str] = "intake"
    intake_id: str
    sha256: str
    size: int
    problems: list[str]


@dataclass(frozen=True)
class FileFaultFound(Event):
    """The nightly proof found a kept file missing, altered or unreadable; `file_id`: its hash."""

    kind: ClassVar[str] = "file.fault_found"
    subject_kind: ClassVar[str] = "file"
    file_id: str
    fault: str


@dataclass(frozen=True)
class ProofStopped(Event):
    """The store did not answer: the night's proof ended there, and goes on from there.

    `proven` files were; `unproven` were not this night, the longest of them since `since`.
    """

    kind: ClassVar[str] = "files.proof_stopped"
    subject_kind: ClassVar[str] = "store"
    proven: int
    unproven: int
    since: str

    @property
    def subject_id(self) -> str:
        """There is one store."""
        return STORE
