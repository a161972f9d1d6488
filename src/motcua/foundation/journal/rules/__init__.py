"""What the journal can decide from values: actors, events, leaves, trees and seals."""

from motcua.foundation.journal.rules.actor import SYSTEM, Actor, ActorKind
from motcua.foundation.journal.rules.entry import AlreadyDone, EntryRow, HeldRow, KeyTaken, ReadRow
from motcua.foundation.journal.rules.event import Event, Json, UnknownKind, event_class, event_of

__all__ = [
    "SYSTEM",
    "Actor",
    "ActorKind",
    "AlreadyDone",
    "EntryRow",
    "Event",
    "HeldRow",
    "Json",
    "KeyTaken",
    "ReadRow",
    "UnknownKind",
    "event_class",
    "event_of",
]
