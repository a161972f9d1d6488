"""Readers of the journal, as frozen rows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from motcua.foundation.journal.models import Entry
from motcua.foundation.journal.rules import Actor, ActorKind, EntryRow

FIELDS = (
    "id", "recorded_at", "at", "actor_kind", "actor_key", "actor_label", "unit_id", "kind",
    "subject_kind", "subject_id", "dossier_id", "body",
)  # fmt: skip


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
