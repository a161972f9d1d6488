"""Readers of the journal, as frozen rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from time import monotonic
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import QuerySet

from motcua.foundation.journal.models import AccessRead, Entry, Held, Request, Seal
from motcua.foundation.journal.rules import Actor, ActorKind, EntryRow, HeldRow, ReadRow
from motcua.foundation.journal.rules.seal import Head
from motcua.foundation.rows import Kept, slot

FIELDS = (
    "id", "recorded_at", "at", "actor_kind", "actor_key", "actor_label", "unit_id", "kind",
    "subject_kind", "subject_id", "dossier_id", "body",
)  # fmt: skip
LOOK_AGAIN_SECONDS = 30


def entries_of(dossier_id: int, *, since: datetime | None = None) -> tuple[EntryRow, ...]:
    """A dossier's entries, oldest first; one statement.

    `since` (for instance the dossier's reception) spares the look into the months before it.
    """
    found = _of_dossier(since is not None).rows(dossier=dossier_id, since=since)
    return tuple(map(row_of, found))


@lru_cache(maxsize=2)
def _of_dossier(is_bounded: bool) -> Kept[Entry]:
    found = Entry.objects.filter(dossier_id=slot("dossier"))
    if is_bounded:
        found = found.filter(recorded_at__gte=slot("since"))
    return Kept(found.order_by("id").values_list(*FIELDS))


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


def oldest_unsealed_age() -> timedelta:
    """How long the oldest entry has waited for its seal; zero when all are sealed.

    By the database's clock alone, which also wrote the entry: the clock of this machine may jump.
    """
    with connection.cursor() as cursor:
        cursor.execute(_UNSEALED_AGE)
        (age,) = cursor.fetchone()
    return max(age or timedelta(), timedelta())


_UNSEALED_AGE = """
    SELECT (SELECT clock_timestamp() - recorded_at FROM journal_entry
             WHERE txid >= coalesce(
                   (SELECT to_txid FROM journal_seal ORDER BY number DESC LIMIT 1), 0)
             ORDER BY txid, id LIMIT 1)
"""


def is_sealing_overdue() -> bool:
    """Whether entries wait for a seal so long that nothing new should be received.

    Asked before an act that binds the State (reception); each process looks at the tables at most
    every LOOK_AGAIN_SECONDS, counted by a clock that does not jump.
    """
    look = f"journal.unsealed_age.{int(monotonic() // LOOK_AGAIN_SECONDS)}"
    age = cache.get_or_set(look, oldest_unsealed_age, LOOK_AGAIN_SECONDS)
    overdue: bool = (age or timedelta()) > settings.MOTCUA_SEAL_LIMIT
    return overdue


def is_used(key: UUID) -> bool:
    """Whether a form with this request key was sent and acted; one statement."""
    return Request.objects.filter(pk=key).exists()


def held_entries() -> tuple[HeldRow, ...]:
    """What readers could not digest, the oldest first, for readiness and the administration."""
    held = Held.objects.exclude(error="").order_by("entry_id")
    return tuple(HeldRow(*values) for values in held.values_list(*_HELD))


_HELD = ("id", "reader_id", "entry_id", "dossier_id", "attempts", "error", "next_try_at")


@dataclass(frozen=True, slots=True)
class HeldFull:
    """A failed entry with what it says and how many of its dossier wait behind it."""

    row: HeldRow
    entry: EntryRow
    waiting: int


def held_page(*, after: int = 0, limit: int = 20) -> tuple[HeldRow, ...]:
    """Return failed entries, the oldest hold first, those held after the hold `after`."""
    held = Held.objects.exclude(error="").filter(pk__gt=after).order_by("pk")
    return tuple(HeldRow(*values) for values in held.values_list(*_HELD)[:limit])


def held_one(held_id: int) -> HeldFull | None:
    """Return one failed entry, None when it is held no more; three statements."""
    found = Held.objects.filter(pk=held_id).exclude(error="").values_list(*_HELD).first()
    if found is None:
        return None
    row = HeldRow(*found)
    (entry,) = rows(Entry.objects.filter(pk=row.entry_id))
    behind = Held.objects.filter(reader_id=row.reader, dossier_id=row.dossier_id, error="")
    waiting = behind.filter(entry_id__gt=row.entry_id).count() if row.dossier_id else 0
    return HeldFull(row, entry, waiting)


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
