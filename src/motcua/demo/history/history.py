"""Make a history: found, play, draw, load, seal; resumed where it was interrupted."""

import multiprocessing
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Protocol, TypeVar

from django.db import connection, connections, transaction
from django.db.backends.postgresql.base import DatabaseWrapper

from motcua.casework.dossiers.names import refresh_names
from motcua.casework.vault.actions import keep_all_issued
from motcua.demo.history import founding, indexes, loading, markers
from motcua.demo.history.capture import DOSSIER, TABLES, model_of
from motcua.demo.history.draft import World
from motcua.demo.history.loading import Loader
from motcua.demo.history.markers import APPLICANT, Wanted
from motcua.demo.history.people import newcomers
from motcua.demo.history.plan import Chunk, Ledger, Sketch, chunks, share_of_days, sketch
from motcua.demo.history.repertoire import Company
from motcua.demo.history.script import Key, Script
from motcua.demo.history.telling import Templates
from motcua.foundation.journal.actions import seal
from motcua.foundation.journal.reactions import enrol
from motcua.oversight.clockwatch.actions import keep_splits
from motcua.oversight.indicators.actions import rebuild
from motcua.registers.calendar.queries import calendar_of

EXPLAINED = 4000
"""Dossiers whose splits are kept in one go."""
T = TypeVar("T")
R = TypeVar("R")


class Hears(Protocol):
    """Who is told how far the work has come."""

    def __call__(self, what: str, done: int, of: int) -> None:
        """Hear that so many of so many are done."""


@dataclass(frozen=True)
class Made:
    """What a history put into the tables."""

    dossiers: int
    people: int
    rows: Counter[str]


def make(wanted: Wanted, *, now: datetime, encoded: str, hears: Hears, processes: int = 2) -> Made:
    """Make the history, or go on with it; made already, it is only counted.

    `encoded` is the password of the officers of the past. Needs the province. With one process all
    happens in this connection; with two, transactions of their own.
    """
    with transaction.atomic():
        founding.found(wanted.until, encoded=encoded, now=now)
        begun = markers.begin(wanted)
    crew = Crew(processes, hears)
    filings = founding.filings_of(wanted, begun.people_seed)
    days = share_of_days(wanted.size, wanted.until, calendar_of(None))
    scripts = crew.play(founding.keys_of(filings, days))
    world = founding.world_of(filings, wanted.until, scripts)
    parts = chunks(days)
    templates = Templates()
    ledger = Ledger(crew.sketch(world, templates, parts), begun.keys, begun.series)
    people = newcomers(wanted.size)
    made = Made(wanted.size, people, ledger.rows)
    if begun.is_done:
        return made
    with transaction.atomic():
        loading.reserve(ledger, begun.keys, people)
    loader = Loader(wanted, world, templates, begun.keys[APPLICANT] + 1)
    done = markers.told(wanted)
    if wanted.size >= indexes.FROM_DOSSIERS_ON:
        indexes.set_aside(model_of(label)._meta.db_table for label in (*TABLES, APPLICANT))
    crew.load(loader, parts, ledger, done)
    crew.build(indexes.missing())
    _gather()
    crew.explain(begun.keys[DOSSIER] + 1, ledger.last_keys[DOSSIER], now)
    _finish(wanted, ledger, now, hears)
    return made


def _gather() -> None:
    """Bring up to date what is derived in one go, then let the planner know the tables."""
    refresh_names()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        rebuild()
        keep_all_issued()
        # By name: the server's own tables are shared with its other databases. One by one: all at
        # once may take longer than a statement is given.
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(name)}")


def _finish(wanted: Wanted, ledger: Ledger, now: datetime, hears: Hears) -> None:
    hears("finish", 0, 2)
    with transaction.atomic(), connection.cursor() as cursor:
        loading.keep_series(ledger)
        enrol()
        cursor.execute("UPDATE journal_reader SET next_txid = journal_horizon()")
        markers.finish(wanted)
    hears("finish", 1, 2)
    seal(now)
    hears("finish", 2, 2)


class Crew:
    """Does a list of things, alone or in several processes that share what is known at the fork."""

    def __init__(self, processes: int, hears: Hears) -> None:
        self._processes, self._hears = processes, hears

    def play(self, keys: Iterable[Key]) -> Iterable[Script | None]:
        """Play lives."""
        company = Company()
        try:
            return list(self._each("play", partial(founding.played, company), list(keys)))
        finally:
            company.take_down()

    def sketch(
        self, world: World, templates: Templates, parts: Sequence[Chunk]
    ) -> Iterable[Sketch]:
        """Draw every chunk once to know what it needs."""
        return list(self._each("draw", lambda part: sketch(world, templates, part), parts))

    def load(
        self, loader: Loader, parts: Sequence[Chunk], ledger: Ledger, done: frozenset[int]
    ) -> None:
        """Load what is not done: the people of all chunks, then the chunks' dossiers."""

        def people(part: Chunk) -> int:
            return loader.load_people(part, ledger.share(part.number))

        def dossiers(part: Chunk) -> int:
            return loader.load(part, ledger.share(part.number))

        unknown = [part for part in parts if loading.people_mark(part) not in done]
        self._all("people", people, unknown)
        self._all("load", dossiers, [part for part in parts if part.number not in done])

    def build(self, missing: Sequence[tuple[str, str]]) -> None:
        """Build the indexes that stood aside."""
        if missing:
            self._all("index", lambda one: indexes.build(*one), missing)

    def explain(self, first: int, last: int, now: datetime) -> None:
        """Keep where the time of the ended dossiers went."""
        parts = [(at, min(at + EXPLAINED - 1, last)) for at in range(first, last + 1, EXPLAINED)]
        self._all("explain", lambda part: keep_splits(*part, now), parts)

    def _all(self, what: str, act: Callable[[T], object], things: Sequence[T]) -> None:
        for _ in self._each(what, act, things):
            pass

    def _each(self, what: str, act: Callable[[T], R], things: Sequence[T]) -> Iterator[R]:
        self._hears(what, 0, len(things))
        if self._processes == 1:
            yield from self._counted(what, map(act, things), len(things))
            return
        _let_go()
        context = multiprocessing.get_context("fork")
        _WORK.append((act, things))
        try:
            with context.Pool(self._processes) as pool:
                done = pool.imap(_do, range(len(things)))
                yield from self._counted(what, done, len(things))
        finally:
            _WORK.pop()

    def _counted(self, what: str, done: Iterable[R], of: int) -> Iterator[R]:
        for nth, one in enumerate(done, start=1):
            yield one
            self._hears(what, nth, of)


def _let_go() -> None:
    """Close what must not be shared by two processes."""
    for one in connections.all(initialized_only=True):
        one.close()
        if isinstance(one, DatabaseWrapper):
            one.close_pool()


_WORK: list[tuple[Callable[[Any], Any], Sequence[Any]]] = []
"""What the forked processes do: set just before the fork, so that nothing large is sent."""


def _do(nth: int) -> Any:
    act, things = _WORK[-1]
    return act(things[nth])
