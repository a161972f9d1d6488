"""One line of the journal as its readers see it, and what a repeated request meets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.foundation.journal.rules.actor import Actor
from motcua.foundation.journal.rules.event import Event, event_of


class AlreadyDone(Exception):
    """The request with this key was carried out before; the subject is what it made or changed."""

    def __init__(self, key: UUID, subject_kind: str, subject_id: str) -> None:
        super().__init__(f"{key}: {subject_kind} {subject_id}")
        self.key = key
        self.subject_kind = subject_kind
        self.subject_id = subject_id


class KeyTaken(Exception):
    """Somebody else has used this request key; nothing about his request is told."""

    def __init__(self, key: UUID) -> None:
        super().__init__(str(key))
        self.key = key


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry: who did what to which subject, at which business instant.

    `at` is when it happened for the law, `recorded_at` when the database took it down.
    """

    id: int
    recorded_at: datetime
    at: datetime
    actor: Actor
    unit_id: int | None
    kind: str
    subject_kind: str
    subject_id: str
    dossier_id: int | None
    body: Mapping[str, Any]

    @property
    def event(self) -> Event:
        """The typed event; UnknownKind if its class is gone."""
        return event_of(self.kind, self.body)


@dataclass(frozen=True, slots=True)
class HeldRow:
    """An entry that a reader could not digest; `next_try_at` None means it waits for a decision."""

    id: int
    reader: str
    entry_id: int
    dossier_id: int | None
    attempts: int
    error: str
    next_try_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReadRow:
    """Somebody looked at a dossier."""

    at: datetime
    actor_label: str
    unit_id: int | None
    purpose: str
