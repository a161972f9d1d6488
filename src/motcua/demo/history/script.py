"""A life played once: its beats, its promises, its numbers, and what stood in the tables after
each move.

Instants of moves and promises are told apart by their very seconds; a play in which two of them
coincide is played again a little later.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.cache import cache
from django.db import connection, transaction

from motcua.casework.documents.rules.packs import pack_on
from motcua.casework.dossiers.models import ClockEvent, Dossier, Handover
from motcua.casework.lifecycle.notices import TEXTS
from motcua.casework.lifecycle.reactions import tell_the_applicant
from motcua.casework.processes.models import Task
from motcua.demo.history import stage as st
from motcua.demo.history.capture import snapshot
from motcua.demo.history.moments import instant, second_of
from motcua.demo.history.paths import Beat, Path, play
from motcua.demo.history.walker import Walker
from motcua.engine.worktime import WorkCalendar
from motcua.foundation.journal import queries as journal
from motcua.foundation.journal.models import Entry

_FIRST_NUMBER = 770_000
_SPREAD = 1_000
_APART, _WAIT = 7, 1217
"""Working minutes between two moves of a play; a wait is long enough to move any promise."""
HANDED_OVER = "handover:{R}-{day}"
_KINDS = {event.kind for event in TEXTS}


class Ambiguous(Exception):
    """Two facts of a play have the same value, so that a row could mean either."""


@dataclass(frozen=True)
class Key:
    """Which life: what is settled, how it is filed, whether one unit does all, the turn it takes.

    `season` is the day on which it is played, within a period of unchanged rules.
    """

    version_id: int
    season: date
    channel: str
    path: Path
    is_one_place: bool


@dataclass(frozen=True)
class Numbered:
    """A number taken out of a book at a move; `series` has {R}, {C}, {year} for what varies."""

    series: str
    move: int
    stand_in: int


@dataclass
class Script:
    """What a play leaves: plain values, to be sent between processes."""

    key: Key
    beats: list[Beat] = field(default_factory=list)
    snapshots: list[bytes] = field(default_factory=list)
    seconds: list[int] = field(default_factory=list)
    dues: list[tuple[str, int, int]] = field(default_factory=list)
    """Promises in their order: how made (start, resumed, new), at which move, which second."""
    clock: list[tuple[str, int, str]] = field(default_factory=list)
    """Clock events: kind, move, reason."""
    steps: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Limits of steps: second → the move that opened it, its working minutes."""
    numbers: list[Numbered] = field(default_factory=list)
    cast: dict[int, tuple[int, str]] = field(default_factory=dict)
    """The stand-in officers: number → unit and role."""
    named: tuple[int, ...] = ()
    """Real units that the process names."""
    received_move: int | None = None
    finished_move: int | None = None
    end_state: str = ""

    def moves(self) -> int:
        """Return how many moves the life has."""
        return len(self.beats)


class Recorder:
    """Plays one life at distinct instants and writes down what each move left."""

    def __init__(self, key: Key, walker: Walker, calendar: WorkCalendar, nudge: int) -> None:
        self.script, self.walker, self.calendar = Script(key), walker, calendar
        opening, _ = calendar.minutes_of(key.season)
        self._position = opening + 61 + nudge
        self._entry = _last_entry()
        self._books: dict[str, int] = {}
        self._is_sent = False

    def play(self, path: Path) -> Script:
        """Play to the end."""
        self._open_books()
        self.script.cast = {
            pk: (one.unit_id, one.role.value) for pk, one in self.walker.people.by_id.items()
        }
        self.script.named = self.walker.people.named
        for beat in play(path, self.walker):
            if self.script.beats:
                self._look()
            self._begin(beat)
        self._look()
        self.script.end_state = self.walker.dossier().state
        self._check()
        return self.script

    def _begin(self, beat: Beat) -> None:
        """Set the instant of the next move."""
        if self.script.beats:
            self._position += _WAIT if beat.kind == "wait" else _APART
        second = second_of(self.calendar.instant_before(self._position)) + 1
        second += len(self.script.beats)
        self.script.seconds.append(second)
        self.script.beats.append(beat)
        self.walker.now = instant(second)

    def _look(self) -> None:
        """Tell the applicant as the worker would, then note what the move changed."""
        entries = journal.rows(Entry.objects.filter(id__gt=self._entry).order_by("id"))
        for entry in entries:
            if entry.kind in _KINDS and entry.dossier_id == self.walker.dossier_id:
                tell_the_applicant(entry.event, entry)
        self._entry = max([self._entry, *(entry.id for entry in entries)])
        self._note_promises()
        self._note_steps()
        self._note_numbers()
        self.script.snapshots.append(snapshot(self.walker.dossier_id))

    def _note_promises(self) -> None:
        dossier, move = self.walker.dossier(), len(self.script.beats) - 1
        script = self.script
        if dossier.received_at is not None and script.received_move is None:
            script.received_move = move
        if dossier.finished_at is not None and script.finished_move is None:
            script.finished_move = move
        events = ClockEvent.objects.filter(dossier=dossier).order_by("id")[len(script.clock) :]
        script.clock += [(event.kind, move, event.reason) for event in events]
        how = script.clock[-1][0] if script.clock else "start"
        self._promise(dossier, "new" if how == "extended" else how, move)
        drafted = Task.objects.filter(dossier=dossier, node_key="extension").first()
        if drafted is not None:
            self._remember_promise("new", move, datetime.fromisoformat(drafted.question))

    def _promise(self, dossier: Dossier, how: str, move: int) -> None:
        if dossier.due_at is not None:
            self._remember_promise(how, move, dossier.due_at)

    def _remember_promise(self, how: str, move: int, due_at: datetime) -> None:
        second = second_of(due_at)
        if second not in {known for _, _, known in self.script.dues}:
            self.script.dues.append((how, move, second))

    def _note_steps(self) -> None:
        found = Task.objects.filter(dossier=self.walker.dossier_id, due_at__isnull=False)
        for task in found.exclude(working_minutes=None):
            move = self.script.seconds.index(second_of(task.opened_at))
            fact = (move, task.working_minutes or 0)
            second = second_of(task.due_at or task.opened_at)
            if self.script.steps.setdefault(second, fact) != fact:
                raise Ambiguous(self.script.key)

    def _open_books(self) -> None:
        """Let every book that the acts may use begin at a number of its own."""
        year = self.script.key.season.year
        for code in (*st.CODES.values(), "H41"):
            for name in _books_of(code, year, pack_on(self.script.key.season).rows):
                self._books[name] = _FIRST_NUMBER + _SPREAD * len(self._books)
        rows = ", ".join(["(%s, %s)"] * len(self._books))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO dossiers_series (name, last) VALUES {rows}"  # noqa: S608
                " ON CONFLICT (name) DO UPDATE SET last = excluded.last",
                [value for pair in self._books.items() for value in pair],
            )

    def _note_numbers(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, last FROM dossiers_series WHERE name = ANY(%s)", [[*self._books]]
            )
            found = dict(cursor.fetchall())
        for name, last in sorted(found.items()):
            for number in range(self._books[name] + 1, last + 1):
                move = len(self.script.beats) - 1
                self.script.numbers.append(Numbered(_pattern(name), move, number))
            self._books[name] = last
        sent = Handover.objects.filter(items__dossier=self.walker.dossier_id)
        if not self._is_sent and sent.exists():
            self._is_sent = True
            self.script.numbers.append(Numbered(HANDED_OVER, len(self.script.beats) - 1, 0))

    def _check(self) -> None:
        script = self.script
        seconds = [*script.seconds, *(second for _, _, second in script.dues)]
        promised = {second for _, _, second in script.dues}
        if len(set(seconds)) < len(seconds) or promised & script.steps.keys():
            raise Ambiguous(script.key)
        moved = sum(kind != "suspended" for kind, _, _ in script.clock)
        if script.dues and len(script.dues) != 1 + moved:
            raise Ambiguous(script.key)


@contextmanager
def rolled_back(stage: st.Stage) -> Iterator[None]:
    """Set the stage in a transaction that leaves nothing behind.

    Receptions ask (once in 30 s) how long entries wait for a seal; a play in the past has none.
    """
    cache.set("journal.unsealed_since", None, 1)
    with transaction.atomic():
        stage.set()
        yield
        transaction.set_rollback(True)
    cache.delete("journal.unsealed_since")


def _books_of(code: str, year: int, rows: tuple[object, ...]) -> Iterator[str]:
    yield f"result:{code}/{year}"
    yield f"receipt:{code}/{year}"
    for symbol in sorted({getattr(row, "symbol", "") for row in rows} - {""}):
        yield f"form:{symbol}:{code}:{year}"


def _pattern(name: str) -> str:
    for unit_id, place in ((st.RECEIVING, "{R}"), (st.COMPETENT, "{C}")):
        name = name.replace(st.CODES[unit_id], place)
    return re.sub(r"\d{4}$", "{year}", name)


def _last_entry() -> int:
    return Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0
