"""The leaf of an entry: a salted SHA-256 over one canonical byte string.

The salt lets the body be erased when the law asks for it while the leaf still proves that an entry
stood there, and keeps a guesser from confirming a short body against its leaf.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from motcua.foundation.journal.rules.actor import Actor
from motcua.foundation.journal.rules.event import Json


class Written(NamedTuple):
    """The part of an entry that its author decides; the leaf covers every field."""

    at: datetime
    actor: Actor
    unit_id: int | None
    kind: str
    subject_kind: str
    subject_id: str
    dossier_id: int | None
    body: dict[str, Json]
    request_key: UUID | None


_dump = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


def canonical(written: Written) -> bytes:
    """One byte string per content: sorted keys, no spaces, UTC instants, UTF-8."""
    at, actor, unit_id, kind, subject_kind, subject_id, dossier_id, body, key = written
    return _dump(
        [
            at.astimezone(UTC).isoformat(timespec="microseconds"),
            actor.kind,
            actor.key,
            actor.label,
            unit_id,
            kind,
            subject_kind,
            subject_id,
            dossier_id,
            body,
            str(key) if key else None,
        ]
    ).encode()


def canonical_body(body: dict[str, Json]) -> str:
    """The body as it is stored."""
    return _dump(body)


def leaf(written: Written, salt: bytes) -> bytes:
    """The 32 bytes that stand for the entry in the tree."""
    return hashlib.sha256(salt + canonical(written)).digest()
