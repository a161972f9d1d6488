"""Entries set aside for a reader: poison with its error, and what waits behind it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Min

from motcua.foundation.journal.actions.writing import record
from motcua.foundation.journal.events import HeldEntryRetried, HeldEntrySkipped
from motcua.foundation.journal.models import Held, Reader
from motcua.foundation.journal.rules import Actor, EntryRow

MAX_ATTEMPTS = 5
FIRST_WAIT = timedelta(seconds=10)
WAIT_GROWS = 4


def oldest_held(reader: Reader) -> dict[int | None, int]:
    """Per dossier that waits for this reader, the oldest entry held: what follows it waits too."""
    held = Held.objects.filter(reader=reader, dossier_id__isnull=False)
    return dict(held.values_list("dossier_id").annotate(oldest=Min("entry_id")))


def hold(
    reader: Reader,
    entry: EntryRow,
    *,
    now: datetime,
    error: str = "",
    next_try_at: datetime | None = None,
) -> Held:
    """Set the entry aside: with an error it is tried again soon, without one it waits its turn."""
    attempts = 1 if error else 0
    return Held.objects.create(
        reader=reader,
        entry_id=entry.id,
        dossier_id=entry.dossier_id,
        attempts=attempts,
        error=error,
        held_at=now,
        next_try_at=_next_try(attempts, now) if error else next_try_at,
    )


def due(reader: Reader, now: datetime) -> list[Held]:
    """The holds to try now, oldest first."""
    return list(Held.objects.filter(reader=reader, next_try_at__lte=now).order_by("entry_id")[:200])


def failed_again(held: Held, *, error: str, now: datetime) -> None:
    """Wait longer; after the last attempt the entry is parked until somebody decides."""
    held.attempts += 1
    held.error = error
    held.next_try_at = _next_try(held.attempts, now)
    held.save(update_fields=["attempts", "error", "next_try_at"])


def release(held: Held, *, now: datetime) -> None:
    """Let go of a hold, delivered or given up, and wake the next of its dossier."""
    reader_id, dossier_id = held.reader_id, held.dossier_id
    held.delete()
    if dossier_id is None:
        return
    behind = Held.objects.filter(reader_id=reader_id, dossier_id=dossier_id).order_by("entry_id")
    first = behind.first()
    if first and first.next_try_at is None:
        first.next_try_at = now
        first.save(update_fields=["next_try_at"])


class NoLongerHeld(Exception):
    """The entry went through, or somebody decided about it, in the meantime."""


@transaction.atomic
def try_again(held_id: int, *, by: Actor, now: datetime) -> None:
    """Try a parked entry again, after its cause was mended. Raises `NoLongerHeld`."""
    held = _held(held_id)
    held.attempts, held.next_try_at = 0, now
    held.save(update_fields=["attempts", "next_try_at"])
    record(HeldEntryRetried(held.entry_id, held.reader_id), by=by, at=now)


@transaction.atomic
def skip(held_id: int, *, reason: str, by: Actor, now: datetime) -> None:
    """Let a reader go on without an entry that failed, for a reason on record.

    The entry itself stays in the journal. Raises `NoLongerHeld`; ValueError without a reason.
    """
    held = _held(held_id)
    if not reason.strip():
        raise ValueError("a skipped entry has a reason")
    said = (held.dossier_id, held.error, reason)
    record(HeldEntrySkipped(held.entry_id, held.reader_id, *said), by=by, at=now)
    release(held, now=now)


def _held(held_id: int) -> Held:
    """Return a failed hold; its reader is locked, so that no worker tries it meanwhile."""
    readers = Held.objects.filter(pk=held_id).values("reader_id")
    Reader.objects.select_for_update().filter(pk__in=readers).first()
    held = Held.objects.filter(pk=held_id).exclude(error="").first()
    if held is None:
        raise NoLongerHeld(held_id)
    return held


def _next_try(attempts: int, now: datetime) -> datetime | None:
    if attempts >= MAX_ATTEMPTS:
        return None
    wait: timedelta = FIRST_WAIT * WAIT_GROWS ** (attempts - 1)
    return now + wait
