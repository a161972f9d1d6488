"""What this room tells the journal."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from motcua.foundation.journal.rules import Event


@dataclass(frozen=True)
class DossierPacked(Event):
    """A package for the archive was made; it may stand in for one that is out of date."""

    kind: ClassVar[str] = "dossier.packed"
    subject_kind: ClassVar[str] = "dossier"
    dossier_id: int
    sha256: str
    file_count: int
    stands_in_for: str = ""


@dataclass(frozen=True)
class DossierArchived(Event):
    """The archive took the package in and gave its receipt."""

    kind: ClassVar[str] = "dossier.archived"
    subject_kind: ClassVar[str] = "dossier"
    dossier_id: int
    sha256: str
    receipt_number: str
    receipt_on: date
    received_by: str
