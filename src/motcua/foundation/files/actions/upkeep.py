"""Nightly: prove that what is kept still has its hash, clear away what nobody needs."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from motcua.foundation.files.actions.uploading import forget
from motcua.foundation.files.events import FileFaultFound
from motcua.foundation.files.models import Blob, Fault, Intake
from motcua.foundation.files.quarantine import release
from motcua.foundation.files.rules import IntakeState
from motcua.foundation.files.store import hash_of, store
from motcua.foundation.journal.actions import record
from motcua.foundation.journal.rules import SYSTEM

_AT_ONCE = 200
ABANDONED_AFTER = timedelta(days=2)


def prove(now: datetime, *, most_bytes: int | None = None) -> int:
    """Read the files proven longest ago, `most_bytes` in all; return how many faults are new.

    What cannot be read counts as missing. A file that is whole again (restored from a backup)
    loses its fault.
    """
    left = settings.MOTCUA_FILES_PROOF_MB * 1_000_000 if most_bytes is None else most_bytes
    faults = 0
    while left > 0:
        due = list(Blob.objects.filter(proven_at__lt=now).order_by("proven_at")[:_AT_ONCE])
        if not due:
            return faults
        for blob in due:
            faults += _prove(blob, now)
            left -= blob.size
            if left <= 0:
                return faults
    return faults


@transaction.atomic
def _prove(blob: Blob, now: datetime) -> int:
    try:
        is_missing, is_whole = False, hash_of(store().read(blob.sha256)) == blob.sha256
    except (KeyError, OSError):  # one bad sector must not end the proof of all others
        is_missing, is_whole = True, False
    Blob.objects.filter(pk=blob.pk).update(proven_at=now)
    if is_whole:
        Fault.objects.filter(pk=blob.pk).delete()
        return 0
    values = {"is_missing": is_missing, "found_at": now}
    _, is_new = Fault.objects.get_or_create(blob=blob, defaults=values)
    if is_new:
        record(FileFaultFound(blob.sha256, is_missing), by=SYSTEM, at=now)
    return int(is_new)


def clear_away(now: datetime) -> int:
    """End uploads nobody goes on with, delete old quarantined bytes; return how many of both.

    The rows stay, with their reasons. How long is a setting, `MOTCUA_QUARANTINE_DAYS`.
    """
    stale = Intake.objects.filter(
        state=IntakeState.RECEIVING, started_at__lt=now - ABANDONED_AFTER
    ).values_list("pk", flat=True)
    ended = list(stale)
    for intake_id in ended:
        forget(intake_id)
    Intake.objects.filter(pk__in=ended, state=IntakeState.RECEIVING).update(
        state=IntakeState.ABANDONED, ended_at=now
    )
    until = now - timedelta(days=settings.MOTCUA_QUARANTINE_DAYS)
    old = Intake.objects.filter(
        state=IntakeState.QUARANTINED, started_at__lt=until, started_at__gte=until - _LOOK_BACK
    )
    released = list(old.values_list("pk", flat=True))
    for intake_id in released:
        release(intake_id)
    return len(ended) + len(released)


_LOOK_BACK = timedelta(days=60)
"""A quarantined file older than this was released by an earlier night."""
