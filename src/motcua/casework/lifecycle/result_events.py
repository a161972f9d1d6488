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


@dataclass(frozen=True)
class ReplacementDrafted(DossierEvent):
    """Another result was drafted to replace the one in force, which has this number."""

    kind: ClassVar[str] = "dossier.replacement_drafted"
    number: str
    title: str
    reason: str


@dataclass(frozen=True)
class ReplacementApproved(DossierEvent):
    """The result that shall replace this number was approved, digitally signed or on paper."""

    kind: ClassVar[str] = "dossier.replacement_approved"
    number: str
    title: str
    is_signed: bool


@dataclass(frozen=True)
class ResultReplaced(DossierEvent):
    """A result came into force in the place of `replaces`, whose number stays used."""

    kind: ClassVar[str] = "dossier.result_replaced"
    number: str
    title: str
    replaces: str
    reason: str
    is_refusal: bool
