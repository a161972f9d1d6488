"""When the journal says X, do Y: readers with cursors, at least once, in order per dossier.

A reader is a name with one reaction per kind of entry. Its cursor says: every transaction below
`next_txid` is dealt with. It takes windows of whole, finished transactions, so a slow transaction's
entries are met when it ends, never skipped. Inside a window entries go by id. Because a dossier's
acts are serialised by the lock on its row, ids are the true order of a dossier; transaction numbers
are not (an act takes its number before it waits for the lock), so an entry whose elder brother lies
beyond the window is held until that one is through.

A reaction runs in the transaction that moves the cursor: what it writes here happens once, what it
does elsewhere may happen again, so outside calls belong in a job (`foundation.jobs.enqueue`).
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import connection, transaction

from motcua.foundation.journal import queries
from motcua.foundation.journal.actions import holding
from motcua.foundation.journal.models import Entry, Reader
from motcua.foundation.journal.rules import EntryRow, Event

logger = logging.getLogger(__name__)

E = TypeVar("E", bound=Event)
Reaction = Callable[[E, EntryRow], None]

WINDOW = 200

_READERS: dict[str, dict[str, Reaction[Any]]] = {}

_WITH_WORK = """
    SELECT r.name
      FROM journal_reader r, (SELECT max(txid) AS top FROM journal_entry) e
     WHERE r.next_txid <= e.top AND r.next_txid < journal_horizon()
    UNION
    SELECT reader_id FROM journal_held WHERE next_try_at <= %s
"""
_WINDOW_END = """
    SELECT coalesce((SELECT txid + 1 FROM journal_entry
                      WHERE txid >= %s AND txid < journal_horizon() AND kind = ANY(%s)
                      ORDER BY txid OFFSET %s LIMIT 1),
                    journal_horizon())
"""


def reacts_to(event_class: type[E], *, name: str) -> Callable[[Reaction[E]], Reaction[E]]:
    """Register a reaction under the reader `name` ("room.purpose"), which may know several kinds.

    The function must bear being called twice for the same entry.
    """

    def register(react: Reaction[E]) -> Reaction[E]:
        kinds = _READERS.setdefault(name, {})
        if event_class.kind in kinds and kinds[event_class.kind] is not react:
            raise TypeError(f"reader {name} already reacts to {event_class.kind}")
        kinds[event_class.kind] = react
        return react

    return register


def forget(name: str) -> None:
    """Take a reader off the list; its cursor stays."""
    _READERS.pop(name, None)


def run_readers(now: datetime) -> int:
    """Let every reader with work take one window; return how many entries were dealt with."""
    enrol()
    with connection.cursor() as cursor:
        cursor.execute(_WITH_WORK, [now])
        names = [row[0] for row in cursor.fetchall()]
    return sum(run_reader(name, now=now) for name in names if name in _READERS)


def run_until_quiet(now: datetime, *, rounds: int = 1000) -> int:
    """Run the readers until none finds work; return how many entries were dealt with."""
    dealt_with = 0
    for _ in range(rounds):
        done = run_readers(now)
        if not done:
            break
        dealt_with += done
    return dealt_with


def run_reader(name: str, *, now: datetime) -> int:
    """Deal with one window and the held entries that are due; 0 while another worker is at it."""
    with transaction.atomic():
        reader = Reader.objects.select_for_update(skip_locked=True).filter(name=name).first()
        if reader is None:
            return 0
        retried = _retry(reader, now)
        return retried + _read_on(reader, now)


def deliver_at_once(after: int = 0) -> int:
    """Hand every entry with an id above `after` to all readers, past cursors and horizon.

    For tests and stories that live in one transaction; returns the last id handed over.
    """
    entries = queries.rows(Entry.objects.filter(id__gt=after).order_by("id"))
    for entry in entries:
        for kinds in _READERS.values():
            if entry.kind in kinds:
                kinds[entry.kind](entry.event, entry)
    return entries[-1].id if entries else after


def enrol() -> None:
    """Give every registered reader its cursor; one not yet known begins at the beginning."""
    missing = _READERS.keys() - Reader.objects.values_list("name", flat=True)
    if missing:
        Reader.objects.bulk_create((Reader(name=n) for n in missing), ignore_conflicts=True)


def _read_on(reader: Reader, now: datetime) -> int:
    kinds = list(_READERS[reader.name])
    start, end = reader.next_txid, _window_end(reader.next_txid, kinds)
    if end <= start:
        return 0
    entries = queries.rows(
        Entry.objects.filter(txid__gte=start, txid__lt=end, kind__in=kinds).order_by("id")
    )
    early = _behind_an_elder(entries, kinds, end)
    held = holding.oldest_held(reader)
    for entry in entries:
        if held.get(entry.dossier_id, entry.id) < entry.id:
            holding.hold(reader, entry, now=now)
        elif entry.id in early:
            holding.hold(reader, entry, now=now, next_try_at=now)
            _wait_behind(held, entry)
        elif problem := _deliver(reader.name, entry):
            holding.hold(reader, entry, now=now, error=problem)
            _wait_behind(held, entry)
    reader.next_txid, reader.read_at = end, now
    reader.save(update_fields=["next_txid", "read_at"])
    return len(entries)


def _wait_behind(held: dict[int | None, int], entry: EntryRow) -> None:
    if entry.dossier_id is not None:
        held[entry.dossier_id] = min(entry.id, held.get(entry.dossier_id, entry.id))


def _window_end(start: int, kinds: Sequence[str]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_WINDOW_END, [start, list(kinds), WINDOW - 1])
        return int(cursor.fetchone()[0])


def _behind_an_elder(entries: Iterable[EntryRow], kinds: Sequence[str], end: int) -> set[int]:
    """Ids of the entries with an earlier entry of the same dossier beyond the window."""
    last_id = {entry.dossier_id: entry.id for entry in entries if entry.dossier_id is not None}
    elders = Entry.objects.filter(dossier_id__in=last_id, txid__gte=end, kind__in=kinds)
    first: dict[int | None, int] = {}
    for dossier_id, entry_id in elders.values_list("dossier_id", "id"):
        first[dossier_id] = min(entry_id, first.get(dossier_id, entry_id))
    return {e.id for e in entries if e.dossier_id in first and first[e.dossier_id] < e.id}


def _retry(reader: Reader, now: datetime) -> int:
    """Try the due holds again, the oldest of each dossier only."""
    dealt_with = 0
    kinds, oldest = list(_READERS[reader.name]), holding.oldest_held(reader)
    for held in holding.due(reader, now):
        (entry,) = queries.rows(Entry.objects.filter(pk=held.entry_id))
        is_behind_a_held = oldest.get(entry.dossier_id, entry.id) < entry.id
        if is_behind_a_held or _behind_an_elder([entry], kinds, reader.next_txid):
            continue
        problem = _deliver(reader.name, entry)
        if problem:
            holding.failed_again(held, error=problem, now=now)
        else:
            holding.release(held, now=now)
            dealt_with += 1
    return dealt_with


def _deliver(name: str, entry: EntryRow) -> str:
    """Call the reaction in a savepoint; return what went wrong, or an empty string."""
    try:
        with transaction.atomic():
            _READERS[name][entry.kind](entry.event, entry)
    except Exception as problem:
        logger.warning("reader %s failed on entry %s", name, entry.id, exc_info=True)
        return f"{type(problem).__name__}: {problem}"[:500]
    return ""
