"""Readers: bytes, renditions, what came in, what is in quarantine."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min, Q, Sum

from motcua.foundation.files.events import STORE, ProofStopped
from motcua.foundation.files.models import Blob, Fault, Intake
from motcua.foundation.files.rules import FaultKind, IntakeState, Problem, Refusal, VirusCheck
from motcua.foundation.files.store import hash_of, store
from motcua.foundation.journal.queries import entries_about


class AlteredFile(Exception):
    """The bytes in the store are gone or no longer have their hash; nobody gets to see them."""


@dataclass(frozen=True)
class IntakeRow:
    """One offered file as it stands."""

    id: UUID
    name: str
    size: int
    received: int
    state: IntakeState
    sha256: str
    virus_check: VirusCheck
    refusals: tuple[Refusal, ...]
    started_at: datetime


def read(sha256: str) -> bytes:
    """Return the bytes of a blob, proven by their hash. Raises AlteredFile; Unreachable."""
    try:
        content = store().read(sha256)
    except (KeyError, OSError):
        raise AlteredFile(sha256) from None
    if hash_of(content) != sha256:
        raise AlteredFile(sha256)
    return content


def quarantined(after: UUID | None = None, *, limit: int = 50) -> tuple[IntakeRow, ...]:
    """Return refused files, newest first, going on behind `after`; two statements at most."""
    rows = Intake.objects.filter(state=IntakeState.QUARANTINED).order_by("-started_at", "id")
    last = Intake.objects.filter(pk=after).first() if after else None
    if last is not None:
        same_instant = Q(started_at=last.started_at, id__gt=last.pk)
        rows = rows.filter(Q(started_at__lt=last.started_at) | same_instant)
    return tuple(_row(row) for row in rows[:limit])


@dataclass(frozen=True)
class Holdings:
    """What the store holds: files, bytes, the longest unproven one, and what is wrong."""

    files: int
    size: int
    oldest_proof: datetime | None
    faults: int
    in_quarantine: int


def holdings() -> Holdings:
    """Return the state of the store; three statements, of which the first reads every blob row."""
    kept = Blob.objects.aggregate(files=Count("pk"), size=Sum("size"), oldest=Min("proven_at"))
    refused = Intake.objects.filter(state=IntakeState.QUARANTINED).count()
    size = kept["size"] or 0
    return Holdings(kept["files"], size, kept["oldest"], Fault.objects.count(), refused)


def faults(limit: int = 50) -> tuple[tuple[str, FaultKind, datetime], ...]:
    """Return (hash, what is wrong, found at) of the newest faults; one statement."""
    rows = Fault.objects.order_by("-found_at", "pk").values_list("blob_id", "kind", "found_at")
    return tuple((sha256, FaultKind(kind), at) for sha256, kind, at in rows[:limit])


def last_stop() -> tuple[datetime, ProofStopped] | None:
    """Return when and where the newest proof stopped, None once another has gone on from there.

    Two statements at most.
    """
    stops = entries_about(ProofStopped.subject_kind, STORE)
    if not stops:
        return None
    stop = ProofStopped(**stops[-1].body)
    waits = Blob.objects.filter(proven_at__lte=datetime.fromisoformat(stop.since)).exists()
    return (stops[-1].at, stop) if waits else None


def _row(row: Intake) -> IntakeRow:
    return IntakeRow(
        row.pk,
        row.name,
        row.size,
        row.received,
        IntakeState(row.state),
        row.sha256,
        VirusCheck(row.virus_check),
        tuple(Refusal(Problem(word), detail) for word, detail in row.refusals),
        row.started_at,
    )
