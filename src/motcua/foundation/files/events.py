"""What this room tells the journal. Names of files stay out of it: people put names into them."""

from dataclasses import dataclass
from typing import ClassVar

from motcua.foundation.journal.rules import Event


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
    """The nightly proof found a kept file missing or altered; `file_id` is its hash."""

    kind: ClassVar[str] = "file.fault_found"
    subject_kind: ClassVar[str] = "file"
    file_id: str
    is_missing: bool
