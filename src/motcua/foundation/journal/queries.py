"""Readers of the journal, as frozen rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.db.models import QuerySet

from motcua.foundation.journal.models import AccessRead, Entry, Held, Request, Seal
from motcua.foundation.journal.rules import Actor, ActorKind, EntryRow, HeldRow, ReadRow
from motcua.foundation.journal.rules.seal import Head

FIELDS = (
    "id", "recorded_at", "at", "actor_kind", "actor_key", "actor_label", "unit_id", "kind",
    "subject_kind", "subject_id", "dossier_id", "body",
)  # fmt: skip
LOOK_AGAIN_SECONDS = 30


def entries_of(dossier_id: int, *, since: datetime | None = None) -> tuple[EntryRow, ...]:
    """A dossier's entries, oldest first; one statement.

    `since` (for instance the dossier's reception) spares the look into the months before it.
    """
    found = Entry.objects.filter(dossier_id=dossier_id)
    if since:
        found = found.filter(recorded_at__gte=since)
    return rows(found.order_by("id"))


def entries_about(subject_kind: str, subject_id: str) -> tuple[EntryRow, ...]:
    """The entries on a subject outside any dossier (a procedure, an officer), oldest first."""
    about = Entry.objects.filter(subject_kind=subject_kind, subject_id=subject_id)
    return rows(about.filter(dossier_id=None).order_by("id"))


def rows(entries: QuerySet[Entry]) -> tuple[EntryRow, ...]:
    """The entries as frozen rows, in the order asked for; one statement."""
    return tuple(row_of(values) for values in entries.values_list(*FIELDS))


def row_of(values: Sequence[Any]) -> EntryRow:
    """One frozen row from the values of `FIELDS`."""
    entry_id, recorded_at, at, kind, key, label, *rest = values
    return EntryRow(entry_id, recorded_at, at, Actor(ActorKind(kind), key, label), *rest)


def head_of(seal: Seal) -> Head:
    """The signed part of a seal."""
    root, previous = bytes(seal.root), bytes(seal.previous)
    span = (seal.number, seal.from_txid, seal.to_txid, seal.count, seal.first_id, seal.last_id)
    return Head(*span, root, previous, seal.sealed_at)


def oldest_unsealed_at() -> datetime | None:
    """When the oldest entry without a seal was recorded; None when all are sealed."""
    sealed_to = Seal.objects.order_by("-number").values_list("to_txid", flat=True).first()
    waiting = Entry.objects.filter(txid__gte=sealed_to or 0).order_by("txid", "id")
    return waiting.values_list("recorded_at", flat=True).first()


def oldest_unsealed_age(now: datetime) -> timedelta:
    """How long the oldest entry has waited for its seal; zero when all are sealed."""
    oldest = oldest_unsealed_at()
    return max(now - oldest, timedelta()) if oldest else timedelta()


def is_sealing_overdue(now: datetime) -> bool:
    """Whether entries wait for a seal so long that nothing new should be received.

    Asked before an act that binds the State (reception); each process looks at the tables at most
    every LOOK_AGAIN_SECONDS.
    """
    since = cache.get_or_set(
        "journal.unsealed_since", lambda: oldest_unsealed_at() or now, LOOK_AGAIN_SECONDS
    )
    overdue: bool = now - (since or now) > settings.MOTCUA_SEAL_LIMIT
    return overdue


def is_used(key: UUID) -> bool:
    """Whether a form with this request key was sent and acted; one statement."""
    return Request.objects.filter(pk=key).exists()


def held_entries() -> tuple[HeldRow, ...]:
    """What readers could not digest, the oldest first, for readiness and the administration."""
    held = Held.objects.exclude(error="").order_by("entry_id")
    columns = ("id", "reader_id", "entry_id", "dossier_id", "attempts", "error", "next_try_at")
    return tuple(HeldRow(*values) for values in held.values_list(*columns))


def reads_of(dossier_id: int, *, limit: int = 200) -> tuple[ReadRow, ...]:
    """Who looked at the dossier, the latest first."""
    reads = AccessRead.objects.filter(dossier_id=dossier_id).order_by("-at", "-id")
    columns = ("at", "actor_label", "unit_id", "purpose")
    return tuple(ReadRow(*values) for values in reads.values_list(*columns)[:limit])


@dataclass(frozen=True, slots=True)
class SealRow:
    """A seal as a list shows one."""

    number: int
    count: int
    first_id: int
    last_id: int
    root: str
    sealed_at: datetime


def seals(*, before: int = 0, limit: int = 20) -> tuple[SealRow, ...]:
    """The seals, the latest first, those below the number `before` when it is given."""
    found = Seal.objects.order_by("-number")
    if before:
        found = found.filter(number__lt=before)
    return tuple(
        SealRow(
            seal.number,
            seal.count,
            seal.first_id,
            seal.last_id,
            bytes(seal.root).hex(),
            seal.sealed_at,
        )
        for seal in found.defer("leaves")[:limit]
    )
