"""Keep the inventory: enrol a certificate for an officer or an agency, withdraw it."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from cryptography import x509
from cryptography.x509.oid import NameOID
from django.db import transaction

from motcua.casework.signing.events import CertificateEnrolled, CertificateWithdrawn
from motcua.casework.signing.models import Certificate
from motcua.casework.signing.rules.certificates import KeyKind
from motcua.foundation.files.actions import keep
from motcua.foundation.files.rules import MediaType
from motcua.foundation.journal.actions import claim, record
from motcua.foundation.journal.rules import Actor


class CannotEnrol(Exception):
    """`reason` is not_readable, known or not_an_image."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Enrolment:
    """Whose certificate, where its key is, and the picture of signature or seal (PNG, b"" none)."""

    der: bytes
    key_kind: KeyKind
    key_place: str
    officer_id: int | None = None
    unit_id: int | None = None
    image: bytes = b""


@transaction.atomic
def enrol(given: Enrolment, *, by: Actor, now: datetime, key: UUID | None = None) -> Certificate:
    """Put a certificate into the inventory; the holder's former one is withdrawn.

    Raises CannotEnrol.
    Basis: R-44 (signatures for the staff sent to the Centre)
    """
    if key is not None:
        claim(key, by=by)
    try:
        read = x509.load_der_x509_certificate(given.der)
    except ValueError as problem:
        raise CannotEnrol("not_readable") from problem
    name = sha256(given.der).hexdigest()
    if Certificate.objects.filter(sha256=name).exists():
        raise CannotEnrol("known")
    former = Certificate.objects.filter(
        officer=given.officer_id, unit=given.unit_id, withdrawn_at=None
    ).first()
    if former is not None:
        withdraw(former.pk, reason="Thay bằng chứng thư mới", by=by, now=now)
    row = Certificate.objects.create(**_columns(read), **_places(given, now), sha256=name,
        added_at=now, added_by=by.label)  # fmt: skip
    until = read.not_valid_after_utc.isoformat()
    record(CertificateEnrolled(row.pk, row.serial, row.subject, row.issuer, until), by=by, at=now)
    return row


@transaction.atomic
def withdraw(
    certificate_id: int, *, reason: str, by: Actor, now: datetime, key: UUID | None = None
) -> None:
    """Take a certificate out of use; what it signed stays signed.

    Raises Certificate.DoesNotExist.
    """
    if key is not None:
        claim(key, by=by)
    row = Certificate.objects.select_for_update().get(pk=certificate_id)
    row.withdrawn_at, row.withdrawn_why = now, reason
    row.save(update_fields=["withdrawn_at", "withdrawn_why"])
    record(CertificateWithdrawn(row.pk, row.serial, reason), by=by, at=now)


def _columns(read: x509.Certificate) -> dict[str, object]:
    return {
        "serial": format(read.serial_number, "x"),
        "subject": _name(read.subject, NameOID.COMMON_NAME),
        "organisation": _name(read.subject, NameOID.ORGANIZATION_NAME),
        "issuer": _name(read.issuer, NameOID.COMMON_NAME),
        "valid_from": read.not_valid_before_utc,
        "valid_until": read.not_valid_after_utc,
    }


def _places(given: Enrolment, now: datetime) -> dict[str, object]:
    if given.image and not given.image.startswith(b"\x89PNG"):
        raise CannotEnrol("not_an_image")
    image = keep(given.image, MediaType.PNG, now=now) if given.image else None
    return {
        "der": given.der,
        "officer_id": given.officer_id,
        "unit_id": given.unit_id,
        "key_kind": given.key_kind,
        "key_place": given.key_place,
        "image": image,
    }


def _name(whole: x509.Name, part: x509.ObjectIdentifier) -> str:
    found = whole.get_attributes_for_oid(part)
    return str(found[0].value)[:200] if found else ""
