"""Take a PKCS#12 file into the folder of keys and its certificate into the inventory."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.conf import settings

from motcua.casework.signing.certificates import CannotEnrol, Enrolment, enrol
from motcua.casework.signing.keys import from_pkcs12
from motcua.casework.signing.models import Certificate
from motcua.casework.signing.ports import KeyRefuses
from motcua.casework.signing.rules.certificates import KeyKind
from motcua.foundation.journal.rules import Actor


@dataclass(frozen=True)
class KeyFile:
    """A PKCS#12 file with its PIN, for an officer or an agency, and the picture that is drawn."""

    packed: bytes
    pin: str
    officer_id: int | None = None
    unit_id: int | None = None
    image: bytes = b""


def enrol_file(given: KeyFile, *, by: Actor, now: datetime, key: UUID | None = None) -> Certificate:
    """Keep a key file, still locked by its PIN; the PIN reads the certificate and is not kept.

    Raises CannotEnrol.
    """
    try:
        opened = from_pkcs12(given.packed, given.pin)
    except KeyRefuses as refusal:
        raise CannotEnrol(refusal.reason) from refusal
    folder = Path(settings.MOTCUA_SIGNING_KEYS)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    place = folder / f"{sha256(given.packed).hexdigest()}.p12"
    whole = Enrolment(
        opened.certificate, KeyKind.FILE, place.name, given.officer_id, given.unit_id, given.image
    )
    _put(place, given.packed)
    return enrol(whole, by=by, now=now, key=key)


def _put(place: Path, packed: bytes) -> None:
    """The key is there, whole, before the inventory names it: a full disk leaves no row."""
    beside = place.with_suffix(".new")
    beside.touch(mode=0o600)
    beside.write_bytes(packed)
    beside.rename(place)
