"""What this room tells the journal."""

from dataclasses import dataclass
from typing import ClassVar

from motcua.foundation.journal.rules import Event


@dataclass(frozen=True)
class StackTaken(Event):
    """A stack of pages came in; `dossier_id` None when nobody said whose it is."""

    kind: ClassVar[str] = "stack.taken"
    subject_kind: ClassVar[str] = "stack"
    stack_id: int
    dossier_id: int | None
    sha256: str
    pages: int
    source: str


@dataclass(frozen=True)
class StackCancelled(Event):
    """Somebody stopped the reading of a stack; its pages stay pictures."""

    kind: ClassVar[str] = "stack.cancelled"
    subject_kind: ClassVar[str] = "stack"
    stack_id: int
    dossier_id: int | None


@dataclass(frozen=True)
class PagesPlaced(Event):
    """A person said what pages are: a paper of the folder, or nothing to keep (`paper_id` None)."""

    kind: ClassVar[str] = "paper.pages_placed"
    subject_kind: ClassVar[str] = "dossier"
    dossier_id: int
    paper_id: int | None
    pages: tuple[int, ...]
