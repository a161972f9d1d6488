"""What the journal says about the electronic original of a result, and of its revocation."""

from dataclasses import dataclass
from typing import ClassVar

from motcua.casework.lifecycle.events import DossierEvent


@dataclass(frozen=True)
class ResultSealed(DossierEvent):
    """The electronic original was numbered and sealed; `sha256` is that version."""

    kind: ClassVar[str] = "dossier.result_sealed"
    number: str
    sha256: str


@dataclass(frozen=True)
class ResultKept(DossierEvent):
    """The electronic original bears all evidence and a time-stamp; `sha256` is that version."""

    kind: ClassVar[str] = "dossier.result_kept"
    number: str
    sha256: str


@dataclass(frozen=True)
class ResultRevoked(DossierEvent):
    """An issued result was taken out of force; its number stays used."""

    kind: ClassVar[str] = "dossier.result_revoked"
    number: str
    reason: str
