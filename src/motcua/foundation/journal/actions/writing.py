"""Write what was done, what was asked for once, and who looked."""

import secrets
from datetime import datetime, timedelta
from typing import Any, NoReturn
from uuid import UUID

from django.db import connection

from motcua.foundation.journal.rules import Actor, AlreadyDone, Event, KeyTaken
from motcua.foundation.journal.rules.leaf import Written, canonical_body, leaf
from motcua.foundation.rows import Part, Question, Sheet, ask

SALT_BYTES = 16

# A fixed text whatever the number of events, so that the server keeps one prepared plan.
_RECORD = """
    INSERT INTO journal_entry (at, actor_kind, actor_key, actor_label, unit_id, request_key,
                               kind, subject_kind, subject_id, dossier_id, body, salt, leaf)
    SELECT %s::timestamptz, %s::text, %s::text, %s::text, %s::bigint, %s::uuid,
           e.kind, e.subject_kind, e.subject_id, e.dossier_id, e.body::jsonb, e.salt, e.leaf
      FROM unnest(%s::text[], %s::text[], %s::text[], %s::bigint[], %s::text[], %s::bytea[],
                  %s::bytea[])
           WITH ORDINALITY AS e (kind, subject_kind, subject_id, dossier_id, body, salt, leaf, nth)
     ORDER BY e.nth
    RETURNING id
"""
_CLAIM = """
    claimed AS (
      INSERT INTO journal_request (key, actor_kind, actor_key)
      SELECT one.key, %s, %s FROM (SELECT %s::uuid AS key) one WHERE one.key IS NOT NULL
      ON CONFLICT DO NOTHING RETURNING 1)
"""
# An act's entries and its request key carry the same instant: that of the transaction's start.
_CLAIMED = """
    SELECT r.actor_kind, r.actor_key, e.subject_kind, e.subject_id
      FROM journal_request r
      LEFT JOIN journal_entry e ON e.request_key = r.key AND e.recorded_at = r.claimed_at
     WHERE r.key = %s
     ORDER BY e.id
     LIMIT 1
"""
_READ = """
    INSERT INTO journal_access (at, actor_kind, actor_key, actor_label, unit_id, dossier_id,
                                purpose, request_id)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
"""

_VISIT = timedelta(minutes=15)
_LOOK = """
    INSERT INTO journal_access (at, actor_kind, actor_key, actor_label, unit_id, dossier_id,
                                purpose, request_id)
    SELECT %(at)s, %(kind)s, %(key)s, %(label)s, %(unit_id)s, %(dossier_id)s, %(purpose)s, ''
     WHERE NOT EXISTS (
           SELECT FROM journal_access
            WHERE dossier_id = %(dossier_id)s AND at > %(since)s AND at <= %(at)s
              AND actor_key = %(key)s AND actor_kind = %(kind)s)
"""


def record(
    *events: Event,
    by: Actor,
    at: datetime,
    unit_id: int | None = None,
    key: UUID | None = None,
    sheet: Sheet | None = None,
) -> list[int]:
    """Append one entry per event, in their order, in one statement; return the entries' ids.

    `at` is the business instant (aware); `unit_id` the unit that acts; `key` the request's key,
    claimed before. What the act has gathered on its `sheet` is written by the same statement.
    """
    sheet = sheet or Sheet()
    if not events:
        sheet.write()
        return []
    lines = [_line(event, by, at, unit_id, key) for event in events]
    shared: tuple[Any, ...] = (at, by.kind, by.key, by.label, unit_id, key)
    columns = (list(column) for column in zip(*lines, strict=True))
    return sheet.write(Part(_RECORD, (*shared, *columns)))[0]


def _line(
    event: Event, by: Actor, at: datetime, unit_id: int | None, key: UUID | None
) -> tuple[str, str, str, int | None, str, bytes, bytes]:
    body = event.body()
    salt = secrets.token_bytes(SALT_BYTES)
    subject = (event.kind, event.subject_kind, event.subject_id, event.dossier_id)
    written = Written(at, by, unit_id, *subject, body, key)
    return (*subject, canonical_body(body), salt, leaf(written, salt))


def claim(key: UUID, *, by: Actor) -> None:
    """Take the request key, as the first statement of an act, inside its transaction.

    While another transaction holds the same key this one waits for its end. Raises AlreadyDone
    with what the earlier request made, or KeyTaken if it was somebody else's.
    """
    ask(claiming(key, by=by))


def claiming(key: UUID | None, *, by: Actor) -> Question[None]:
    """Return the question that takes the key, to be asked with others first; None takes nothing.

    Its answer raises as `claim`.
    """

    def read(claimed: int) -> None:
        if key is not None and not claimed:
            refuse_again(key, by=by)

    return Question("SELECT count(*) FROM claimed", (), read, _CLAIM, (by.kind, by.key, key))


def refuse_again(key: UUID, *, by: Actor) -> NoReturn:
    """Raise AlreadyDone with what this key has made before, KeyTaken if it is somebody else's."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIMED, [key])
        actor_kind, actor_key, subject_kind, subject_id = cursor.fetchone()
    if (actor_kind, actor_key) != (by.kind, by.key):
        raise KeyTaken(key)
    raise AlreadyDone(key, subject_kind or "", subject_id or "")


def record_read(
    dossier_id: int,
    *,
    by: Actor,
    at: datetime,
    purpose: str,
    unit_id: int | None = None,
    request_id: str = "",
) -> None:
    """Note that `by` looked at the dossier; `purpose` names the page or the export."""
    row: list[Any] = [at, by.kind, by.key, by.label, unit_id, dossier_id, purpose, request_id]
    with connection.cursor() as cursor:
        cursor.execute(_READ, row)


def record_look(
    dossier_id: int, *, by: Actor, at: datetime, purpose: str, unit_id: int | None = None
) -> None:
    """Note a look at a part of the dossier, unless it belongs to a visit on record already.

    A page of many pictures is one visit: what `by` reads within 15 minutes is noted once.
    """
    row: dict[str, Any] = {
        "at": at,
        "since": at - _VISIT,
        "kind": by.kind,
        "key": by.key,
        "label": by.label,
        "unit_id": unit_id,
        "dossier_id": dossier_id,
        "purpose": purpose,
    }
    with connection.cursor() as cursor:
        cursor.execute(_LOOK, row)
