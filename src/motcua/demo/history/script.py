"""A life played once: its beats, its promises, its numbers, and what stood in the tables after
each move.

Instants of moves and promises are told apart by their very seconds; a play in which two of them
coincide is played again a little later.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection

from motcua.casework.documents.rules.packs import pack_on
from motcua.casework.lifecycle.notices import TEXTS
from motcua.casework.lifecycle.reactions import tell_the_applicant
from motcua.demo.history.capture import DOSSIER, TASK, Rows, rows_of, snapshot
from motcua.demo.history.moments import instant, second_of
from motcua.demo.history.paths import LOOK, Beat, Path, play
from motcua.demo.history.walker import Walker
from motcua.engine.worktime import WorkCalendar
from motcua.foundation.journal import queries as journal
from motcua.foundation.journal.models import Entry
from motcua.registers.catalogue.models import ProcessStep
from motcua.registers.organisation.rules import Role

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
    """Which life: what is settled, how it is filed, whether one unit does all, the turn it takes,
    whether the desk scans its papers.

    `season` is the day on which it is played, within a period of unchanged rules.
    """

    version_id: int
    season: date
    channel: str
    path: Path
    is_one_place: bool
    is_scanned: bool = False


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
    receiving: tuple[int, str] = (0, "")
    competent: tuple[int, str] = (0, "")
    """The stand-in units: number and code."""
    owner_number: str = ""
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
        stage = walker.people
        self.script, self.walker, self.calendar = Script(key), walker, calendar
        self.script.receiving = (stage.receiving, stage.codes[stage.receiving])
        self.script.competent = (stage.competent, stage.codes[stage.competent])
        self.script.named, self.script.owner_number = stage.named, stage.owner.identity_number
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
        for beat in play(path, self.walker):
            self._look()
            if beat is not LOOK:
                self._begin(beat)
        self._look()
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
        """Tell the applicant as the worker would, then note what the move changed, once a move."""
        if len(self.script.snapshots) == len(self.script.beats):
            return
        if not self.walker.dossier_id:
            self.script.snapshots.append(b"")
            return
        own = Entry.objects.filter(id__gt=self._entry, dossier_id=self.walker.dossier_id)
        entries = journal.rows(own.order_by("id"))
        for entry in entries:
            if entry.kind in _KINDS:
                tell_the_applicant(entry.event, entry)
        self._entry = max([self._entry, *(entry.id for entry in entries)])
        packed = snapshot(self.walker.dossier_id, bare=self.script.key.path is Path.IMPORTED)
        rows = rows_of(packed)
        self.walker.look(rows)
        self._note_promises(rows)
        self._note_steps(rows)
        self._note_numbers(rows)
        self.script.end_state = rows[DOSSIER][0]["state"]
        self.script.snapshots.append(packed)

    def _note_promises(self, rows: Rows) -> None:
        dossier, move, script = rows[DOSSIER][0], len(self.script.beats) - 1, self.script
        if dossier["received_at"] and script.received_move is None:
            script.received_move = self._move_at(dossier["received_at"])
        if dossier["finished_at"] and script.finished_move is None:
            script.finished_move = self._move_at(dossier["finished_at"])
        events = rows["dossiers.ClockEvent"][len(script.clock) :]
        script.clock += [(event["kind"], move, event["reason"]) for event in events]
        how = script.clock[-1][0] if script.clock else "start"
        drafted = [row["question"] for row in rows[TASK] if row["node_key"] == "extension"]
        self._promise("new" if how == "extended" else how, move, dossier["due_at"])
        self._promise("new", move, drafted[0] if drafted else None)

    def _move_at(self, at: str) -> int:
        return self.script.seconds.index(second_of(datetime.fromisoformat(at)))

    def _promise(self, how: str, move: int, due_at: str | None) -> None:
        second = second_of(datetime.fromisoformat(due_at)) if due_at else None
        if second is not None and second not in {known for _, _, known in self.script.dues}:
            self.script.dues.append((how, move, second))

    def _note_steps(self, rows: Rows) -> None:
        for task in rows[TASK]:
            if task["due_at"] is None or task["working_minutes"] is None:
                continue
            fact = (self._move_at(task["opened_at"]), task["working_minutes"])
            second = second_of(datetime.fromisoformat(task["due_at"]))
            if self.script.steps.setdefault(second, fact) != fact:
                raise Ambiguous(self.script.key)

    def _open_books(self) -> None:
        """Let every book that the acts may use begin at a number of its own."""
        year = self.script.key.season.year
        for code in (self.script.receiving[1], self.script.competent[1], *self._province()):
            for name in _books_of(code, year, pack_on(self.script.key.season).rows):
                self._books[name] = _FIRST_NUMBER + _SPREAD * len(self._books)
        rows = ", ".join(["(%s, %s)"] * len(self._books))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO dossiers_series (name, last) VALUES {rows}"  # noqa: S608
                " ON CONFLICT (name) DO UPDATE SET last = excluded.last",
                [value for pair in self._books.items() for value in pair],
            )

    def _note_numbers(self, rows: Rows) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, last FROM dossiers_series WHERE name = ANY(%s)", [[*self._books]]
            )
            found = dict(cursor.fetchall())
        for name, last in sorted(found.items()):
            for number in range(self._books[name] + 1, last + 1):
                move = len(self.script.beats) - 1
                self.script.numbers.append(Numbered(self._pattern(name), move, number))
            self._books[name] = last
        if not self._is_sent and rows["dossiers.Handover"]:
            self._is_sent = True
            self.script.numbers.append(Numbered(HANDED_OVER, len(self.script.beats) - 1, 0))

    def _pattern(self, name: str) -> str:
        for (_, code), place in ((self.script.receiving, "{R}"), (self.script.competent, "{C}")):
            name = name.replace(code, place)
        return re.sub(r"\d{4}$", "{year}", name)

    def _province(self) -> tuple[str, ...]:
        """Return the province's code when it issues the result; its books are those of all plays,
        so they are touched only then.
        """
        steps = ProcessStep.objects.filter(version=self.script.key.version_id)
        return ("H41",) if steps.filter(role=Role.PROVINCE_CLERK).exists() else ()

    def _check(self) -> None:
        script = self.script
        seconds = [*script.seconds, *(second for _, _, second in script.dues)]
        promised = {second for _, _, second in script.dues}
        if len(set(seconds)) < len(seconds) or promised & script.steps.keys():
            raise Ambiguous(script.key)
        moved = sum(kind != "suspended" for kind, _, _ in script.clock)
        if script.dues and len(script.dues) != 1 + moved:
            raise Ambiguous(script.key)


def _books_of(code: str, year: int, rows: tuple[object, ...]) -> Iterator[str]:
    yield f"result:{code}/{year}"
    yield f"receipt:{code}/{year}"
    for symbol in sorted({getattr(row, "symbol", "") for row in rows} - {""}):
        yield f"form:{symbol}:{code}:{year}"


def _last_entry() -> int:
    return Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0
