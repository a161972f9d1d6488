"""What this room tells the journal."""

from dataclasses import dataclass
from typing import ClassVar

from motcua.foundation.journal.rules import Event


@dataclass(frozen=True)
class PaperReused(Event):
    """A stored paper stood for a required one; nobody had to bring it again."""

    kind: ClassVar[str] = "dossier.paper_reused"
    subject_kind: ClassVar[str] = "dossier"
    dossier_id: int
    stored_paper_id: int
    name: str
    number: str
    ground: str


@dataclass(frozen=True)
class CopyCertified(Event):
    """An electronic copy was certified from the paper original and entered in the register."""

    kind: ClassVar[str] = "dossier.copy_certified"
    subject_kind: ClassVar[str] = "dossier"
    dossier_id: int
    paper: str
    number: str
    sha256: str


@dataclass(frozen=True)
class PaperTrustChanged(Event):
    """The signature of a stored paper was judged anew: what it is worth now, and why no more."""

    kind: ClassVar[str] = "stored_paper.trust_changed"
    subject_kind: ClassVar[str] = "stored_paper"
    stored_paper_id: int
    name: str
    number: str
    sha256: str
    trust: str
    doubt: str
