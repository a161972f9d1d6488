"""What this room tells the journal."""

from dataclasses import dataclass
from typing import ClassVar

from motcua.foundation.journal.rules import Event


@dataclass(frozen=True)
class FiguresProved(Event):
    """The board's figures were held against the dossiers themselves."""

    kind: ClassVar[str] = "figures.proved"
    subject_kind: ClassVar[str] = "proof"
    proof_id: int
    figures: int
    differences: int
