"""What this room tells the journal."""

from dataclasses import dataclass
from typing import ClassVar

from motcua.foundation.journal.rules import Event


@dataclass(frozen=True)
class FormPrinted(Event):
    """A form left the printer; `copy_number` 0 is the original, n the n-th reprint."""

    kind: ClassVar[str] = "form.printed"
    subject_kind: ClassVar[str] = "form"
    form_id: int
    dossier_id: int | None
    form: str
    number: str
    copy_number: int
    sha256: str
    template_version: str


@dataclass(frozen=True)
class PaperDigitised(Event):
    """A paper of the folder has its electronic file."""

    kind: ClassVar[str] = "paper.digitised"
    subject_kind: ClassVar[str] = "paper"
    paper_id: int
    dossier_id: int
    version: int
    sha256: str
    pages: int
    origin: str


@dataclass(frozen=True)
class LeftUnscanned(Event):
    """Papers left the counter before they were scanned, and why."""

    kind: ClassVar[str] = "dossier.left_unscanned"
    subject_kind: ClassVar[str] = "dossier"
    dossier_id: int
    papers: int
    reason: str
