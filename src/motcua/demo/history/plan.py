"""The plan of a history: its days in chunks, the first key and number of each, who is known when.

Everything follows from size, seed and last day, and from what stood in the tables when the history
began; it is reckoned anew by whoever resumes it.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from motcua.demo.history.capture import TABLES
from motcua.demo.history.draft import Life, World
from motcua.demo.history.seasons import FIRST_DAY, share_out, weight_of
from motcua.demo.history.telling import Templates
from motcua.engine.worktime import WorkCalendar

PER_CHUNK = 2_500


@dataclass(frozen=True)
class Chunk:
    """Some days in a row: (day, number of its first dossier, how many)."""

    number: int
    days: tuple[tuple[date, int, int], ...]

    @property
    def first(self) -> int:
        """Return the number of the first dossier."""
        return self.days[0][1]

    @property
    def size(self) -> int:
        """Return how many dossiers are received."""
        return sum(count for _, _, count in self.days)


@dataclass
class Sketch:
    """What a chunk needs of the scarce things: rows by table, numbers by book, who filed when."""

    chunk: int
    rows: Counter[str] = field(default_factory=Counter)
    books: dict[str, list[int]] = field(default_factory=dict)
    codes: Counter[str] = field(default_factory=Counter)
    owners: "array[int]" = field(default_factory=partial(array, "q"))
    received: "array[int]" = field(default_factory=partial(array, "q"))


@dataclass(frozen=True)
class Share:
    """What a chunk gets: first keys, numbers in order, when its people came last."""

    keys: Mapping[str, int]
    numbers: Mapping[str, list[int]]
    serials: Mapping[str, int]
    """The last serial number given before, by book of codes."""
    first_seen: Mapping[int, int]
    """When each person of the chunk came first in it."""
    last_seen: Mapping[int, int]
    """When each person of the chunk came last in the whole history."""


def share_of_days(dossiers: int, until: date, calendar: WorkCalendar) -> dict[date, int]:
    """Share the dossiers out over the days before `until`."""
    days = [FIRST_DAY + timedelta(days=nth) for nth in range((until - FIRST_DAY).days)]
    return share_out(dossiers, {day: weight_of(day, calendar) for day in days})


def chunks(days: Mapping[date, int]) -> list[Chunk]:
    """Gather the days of a history in chunks."""
    made: list[Chunk] = []
    held: list[tuple[date, int, int]] = []
    number, last = 0, max(days)
    for day, count in days.items():
        if count:
            held.append((day, number, count))
            number += count
        if held and (number - held[0][1] >= PER_CHUNK or day == last):
            made.append(Chunk(len(made), tuple(held)))
            held = []
    return made


def lives_of(world: World, chunk: Chunk) -> Iterator[Life]:
    """Draw the lives of a chunk in the order of reception."""
    for day, first, count in chunk.days:
        yield from world.lives(day, first, count)


def sketch(world: World, templates: Templates, chunk: Chunk) -> Sketch:
    """Draw a chunk's lives and count what they need."""
    made = Sketch(chunk.number)
    for life in lives_of(world, chunk):
        layout = templates.of(life.script, life.moves).layout
        made.rows.update({label: count for label, count in layout.counts.items() if count})
        for book, second in life.books():
            made.books.setdefault(book, []).append(second)
        made.codes[code_series(life)] += 1
        made.owners.append(life.owner)
        made.received.append(life.seconds[0])
    return made


def code_series(life: Life) -> str:
    """Return the book from which a dossier's code takes its serial number."""
    return f"{life.competent.code}-{life.day:%y%m%d}"


class Ledger:
    """Gives every chunk its keys and numbers once all are sketched."""

    def __init__(
        self, sketches: Iterable[Sketch], keys: Mapping[str, int], series: Mapping[str, int]
    ) -> None:
        self._sketches = sorted(sketches, key=lambda one: one.chunk)
        self.series = dict(series)
        self._keys = dict(keys)
        self._firsts = self._first_keys()
        self._numbers = self._all_numbers()
        self._seen: dict[int, int] = {}
        self._before = dict(series)
        for one in self._sketches:
            self._seen.update(zip(one.owners, one.received, strict=True))
            for book, count in one.codes.items():
                self.series[book] = self.series.get(book, 0) + count

    @property
    def last_keys(self) -> dict[str, int]:
        """Return the last key given in each table."""
        return self._keys

    @property
    def rows(self) -> Counter[str]:
        """Return how many rows each table gets."""
        return sum((one.rows for one in self._sketches), Counter())

    def share(self, nth: int) -> Share:
        """Return what a chunk gets."""
        drawn = self._sketches[nth]
        came = dict(zip(reversed(drawn.owners), reversed(drawn.received), strict=True))
        seen = {owner: self._seen[owner] for owner in came}
        serials = {book: self._before.get(book, 0) for book in drawn.codes}
        return Share(self._firsts[nth], self._numbers[nth], serials, came, seen)

    def _first_keys(self) -> list[dict[str, int]]:
        firsts = []
        for one in self._sketches:
            firsts.append({label: self._keys[label] + 1 for label in TABLES})
            for label, count in one.rows.items():
                self._keys[label] += count
        return firsts

    def _all_numbers(self) -> list[dict[str, list[int]]]:
        """Number every book in the order of its instants."""
        numbers: list[dict[str, list[int]]] = [{} for _ in self._sketches]
        taken: dict[str, list[tuple[int, int, int]]] = {}
        for nth, one in enumerate(self._sketches):
            for book, seconds in one.books.items():
                entries = taken.setdefault(book, [])
                entries += ((at, nth, place) for place, at in enumerate(seconds))
                numbers[nth][book] = [0] * len(seconds)
        for book, entries in taken.items():
            start = self.series.get(book, 0)
            for number, (_, nth, place) in enumerate(sorted(entries), start=start + 1):
                numbers[nth][book][place] = number
            self.series[book] = start + len(entries)
        return numbers
