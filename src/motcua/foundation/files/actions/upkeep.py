"""Nightly: prove that what is kept still has its hash, clear away what nobody needs."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Min

from motcua.foundation.files.actions.uploading import forget
from motcua.foundation.files.bucket import Unreachable
from motcua.foundation.files.events import FileFaultFound, ProofStopped
from motcua.foundation.files.models import Blob, Fault, Intake
from motcua.foundation.files.quarantine import release
from motcua.foundation.files.rules import FaultKind, IntakeState
from motcua.foundation.files.store import hash_of, store
from motcua.foundation.journal.actions import record
from motcua.foundation.journal.rules import SYSTEM

_AT_ONCE = 200
ABANDONED_AFTER = timedelta(days=2)


def prove(now: datetime, *, most_bytes: int | None = None) -> int:
    """Read the files proven longest ago, `most_bytes` in all; return how many faults are new.

    Those at fault are looked at first: one that is whole again (restored from a backup) loses its
    fault. While the store does not answer nothing is said of any file: the night ends, the journal
    says what was not proven, and the next night goes on from there.
    """
    left = settings.MOTCUA_FILES_PROOF_MB * 1_000_000 if most_bytes is None else most_bytes
    faults = 0
    for nth, blob in enumerate(_due(now)):
        if left <= 0:
            break
        try:
            fault = _fault_of(blob)
        except Unreachable:
            _stop(nth, now)
            break
        faults += _note(blob, fault, now)
        left -= blob.size
    return faults


def _due(now: datetime) -> Iterator[Blob]:
    """Those at fault, then all others by their last proof; each that is yielded must be proven."""
    waiting = Blob.objects.filter(proven_at__lt=now)
    yield from list(waiting.filter(pk__in=Fault.objects.values("blob")).order_by("proven_at"))
    while due := list(waiting.order_by("proven_at")[:_AT_ONCE]):
        yield from due


def _fault_of(blob: Blob) -> FaultKind | None:
    try:
        content = store().read(blob.sha256)
    except KeyError:
        return FaultKind.MISSING
    except OSError:  # one bad sector must not end the proof of all others
        return FaultKind.UNREADABLE
    return None if hash_of(content) == blob.sha256 else FaultKind.ALTERED


@transaction.atomic
def _note(blob: Blob, kind: FaultKind | None, now: datetime) -> int:
    """Write that a file was proven, and how; return 1 for a fault that was not known."""
    Blob.objects.filter(pk=blob.pk).update(proven_at=now)
    if kind is None:
        Fault.objects.filter(pk=blob.pk).delete()
        return 0
    values = {"kind": kind, "found_at": now}
    _, is_new = Fault.objects.get_or_create(blob=blob, defaults=values)
    if is_new:
        record(FileFaultFound(blob.sha256, kind), by=SYSTEM, at=now)
    return int(is_new)


@transaction.atomic
def _stop(proven: int, now: datetime) -> None:
    unproven = Blob.objects.filter(proven_at__lt=now)
    known = unproven.aggregate(files=Count("pk"), oldest=Min("proven_at"))
    since = known["oldest"].isoformat()
    record(ProofStopped(proven, known["files"], since), by=SYSTEM, at=now)


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
