"""What this room tells the journal."""

from dataclasses import dataclass
from typing import ClassVar

from motcua.foundation.journal.rules import Event


@dataclass(frozen=True)
class FileSigned(Event):
    """A file was signed: from which version, by which certificate, what for, to which version."""

    kind: ClassVar[str] = "file.signed"
    subject_kind: ClassVar[str] = "file"
    source: str
    signed: str
    certificate: str
    purpose: str
    dossier_id: int | None = None

    @property
    def subject_id(self) -> str:
        """The signed version."""
        return self.signed


@dataclass(frozen=True)
class CertificateEnrolled(Event):
    """A certificate entered the inventory."""

    kind: ClassVar[str] = "certificate.enrolled"
    subject_kind: ClassVar[str] = "certificate"
    certificate_id: int
    serial: str
    subject: str
    issuer: str
    valid_until: str


@dataclass(frozen=True)
class CertificateWithdrawn(Event):
    """A certificate left use, by us or by its authority."""

    kind: ClassVar[str] = "certificate.withdrawn"
    subject_kind: ClassVar[str] = "certificate"
    certificate_id: int
    serial: str
    reason: str


@dataclass(frozen=True)
class KeyRested(Event):
    """Too many wrong PINs in a row: the key of a certificate rests until an instant."""

    kind: ClassVar[str] = "certificate.key_rested"
    subject_kind: ClassVar[str] = "certificate"
    certificate_id: int
    serial: str
    tries: int
    until: str
