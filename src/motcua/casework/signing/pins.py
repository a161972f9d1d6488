"""Keys held here: a wrong PIN is counted, and after too many in a row the key rests."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from motcua.casework.signing.events import KeyRested
from motcua.casework.signing.keys import FileSigner, from_file
from motcua.casework.signing.models import Certificate
from motcua.casework.signing.ports import KeyRefuses
from motcua.foundation.journal.actions import record
from motcua.foundation.journal.rules import Actor


def unlock(certificate: Certificate, pin: str, *, by: Actor, now: datetime) -> FileSigner:
    """Open a PKCS#12 file in the folder of keys.

    One tries at a time: many guesses at once are as few as one after the other. No transaction
    may be open, or the count would go with it. Raises `KeyRefuses`.
    """
    with transaction.atomic():
        row = Certificate.objects.select_for_update(no_key=True).get(pk=certificate.pk)
        found = _tried(row, pin, by, now)
    if isinstance(found, KeyRefuses):
        raise found
    return found


def _tried(row: Certificate, pin: str, by: Actor, now: datetime) -> FileSigner | KeyRefuses:
    if row.rests_until is not None and row.rests_until > now:
        return KeyRefuses("rests", row.rests_until)
    try:
        opened = from_file(_path(row.key_place), pin)
    except KeyRefuses as refusal:
        return _counted(row, by, now) if refusal.reason == "wrong_pin" else refusal
    if row.wrong_pins or row.rests_until:
        _keep(row, 0, None)
    return opened


def _counted(row: Certificate, by: Actor, now: datetime) -> KeyRefuses:
    """Count a wrong PIN; the last of the row lets the key rest."""
    tries = row.wrong_pins + 1
    if tries < settings.MOTCUA_PIN_TRIES:
        _keep(row, tries, None)
        return KeyRefuses("wrong_pin")
    until = now + settings.MOTCUA_PIN_REST
    _keep(row, 0, until)
    record(KeyRested(row.pk, row.serial, tries, until.isoformat()), by=by, at=now)
    return KeyRefuses("rests", until)


def _keep(row: Certificate, wrong: int, until: datetime | None) -> None:
    row.wrong_pins, row.rests_until = wrong, until
    row.save(update_fields=["wrong_pins", "rests_until"])


def _path(place: str) -> Path:
    folder = Path(settings.MOTCUA_SIGNING_KEYS).resolve()
    path = (folder / place).resolve()
    if not path.is_relative_to(folder):
        raise KeyRefuses("absent")
    return path
