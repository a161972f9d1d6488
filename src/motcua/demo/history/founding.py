"""What a history needs before its first day, and the world that its lives are drawn from."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from django.db import connection

from motcua.casework.lifecycle.refusals import CannotAct
from motcua.demo.history.digitised import ways
from motcua.demo.history.draft import World
from motcua.demo.history.filings import Filings, smooth
from motcua.demo.history.markers import Wanted
from motcua.demo.history.moments import Moments, second_of
from motcua.demo.history.older import found_older_versions
from motcua.demo.history.paths import Path
from motcua.demo.history.places import DISTRICTS_ENDED, Places
from motcua.demo.history.repertoire import Company, Piece, pieces
from motcua.demo.history.script import Ambiguous, Key, Script
from motcua.demo.history.seasons import FIRST_DAY
from motcua.demo.history.staff import enrol_the_past
from motcua.demo.history.turns import wanted
from motcua.demo.specimen import keep_specimen
from motcua.engine.worktime import LimitRule, WorkCalendar
from motcua.engine.worktime.calendar import moment
from motcua.registers.calendar.queries import calendar_of
from motcua.registers.catalogue.queries.content import content_of
from motcua.registers.catalogue.rules import Channel
from motcua.registers.catalogue.rules.kinds import VersionState
from motcua.registers.catalogue.rules.limits import applicable_limit

_AFTER = timedelta(days=200)
"""Limits and promises reach beyond the last day."""
_SETTLED_IN = timedelta(days=4)
_DRAWN_PER_DAY = 40


def found(until: date, *, encoded: str, now: datetime) -> None:
    """Found older versions, the officers of the past, what was scanned, the journal's months."""
    found_older_versions()
    enrol_the_past(encoded=encoded)
    keep_specimen(now)
    months = (until.year - FIRST_DAY.year) * 12 + until.month + 3
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal_make_months(%s, %s)", [FIRST_DAY.replace(day=1), months])


def repertoire(until: date, codes: frozenset[str]) -> dict[str, tuple[Piece, ...]]:
    """Return what may be received until a day, by procedure; `codes` (if any) narrows it."""
    known: dict[str, tuple[Piece, ...]] = {}
    for piece in pieces(FIRST_DAY, until - timedelta(days=1)):
        if not codes or piece.code in codes:
            known[piece.code] = (*known.get(piece.code, ()), piece)
    return known


def seasons_of(
    known: dict[str, tuple[Piece, ...]], calendar: WorkCalendar
) -> dict[tuple[int, date], date]:
    """Return the day on which each piece is played: a working day soon after its first."""
    return {
        (piece.version_id, piece.first): calendar.working_day_from(piece.first + _SETTLED_IN)
        for some in known.values()
        for piece in some
    }


def keys_of(filings: Filings, days: Mapping[date, int]) -> list[Key]:
    """Return every life to be played for so many dossiers a day.

    A history with a day too large to be drawn needs them all; of a smaller one every dossier is
    drawn to know which.
    """
    number, keys = 0, set[Key]()
    for day, count in days.items():
        for nth in range(number, number + min(count, _DRAWN_PER_DAY)):
            keys.add(filings.filed(nth, day).key)
        number += count
    needed = keys | {smooth(key) for key in keys}
    if max(days.values()) > _DRAWN_PER_DAY:
        needed |= _all_keys(filings)
    return sorted(needed, key=str)


def _all_keys(filings: Filings) -> set[Key]:
    pieces_known = (piece for some in filings.pieces.values() for piece in some)
    return {
        Key(
            piece.version_id,
            filings.seasons[piece.version_id, piece.first],
            channel.value,
            path,
            is_one,
            scanned,
        )
        for piece in pieces_known
        for channel in piece.channels
        for is_one in _kinds(piece)
        for path in _paths(filings, piece, channel, is_one)
        for scanned in ways(path, piece.first)
    }


def _paths(filings: Filings, piece: Piece, channel: Channel, is_one: bool) -> Iterator[Path]:
    begins, takes_over = piece.first, filings.imported_before
    if takes_over is not None and begins < takes_over:
        yield Path.IMPORTED
    if takes_over is None or piece.last >= takes_over:
        yield from wanted(piece, channel, is_one_place=is_one)


def _kinds(piece: Piece) -> Iterator[bool]:
    """One unit does it all, or two do: departments receive at the Centre, communes anywhere."""
    if not piece.competent_code:
        yield True
    if piece.competent_code or piece.first.year >= DISTRICTS_ENDED.year:
        yield False


def played(company: Company, key: Key) -> Script | None:
    """Play a life; None where the rules know no such turn (nothing to supplement, no standing).

    A smooth life must be possible: what its acts raise is raised.
    """
    try:
        script = company.play(key)
    except (CannotAct, Ambiguous):
        if key.path is Path.SMOOTH:
            raise
        return None
    if key.path is Path.EXTENDED and any(kind == "resumed" for kind, _, _ in script.clock):
        return None
    return script


def filings_of(wanted_one: Wanted, people_seed: int) -> Filings:
    """Return what the filings of a history are drawn from."""
    known = repertoire(wanted_one.until, wanted_one.codes)
    seasons = seasons_of(known, calendar_of(None))
    return Filings(
        wanted_one.seed, people_seed, Places(), known, seasons, wanted_one.imported_before
    )


def world_of(filings: Filings, until: date, scripts: Iterable[Script | None]) -> World:
    """Return the world of a history that ends with the day before `until`."""
    return World(
        seed=filings.seed,
        people_seed=filings.people_seed,
        until=until,
        moments=Moments(calendar_of(None), FIRST_DAY - timedelta(days=5), until + _AFTER),
        places=filings.places,
        filings=filings,
        rules=_rules(filings.pieces),
        scripts={one.key: one for one in scripts if one is not None},
        cut=second_of(moment(until, 0)),
    )


def _rules(known: dict[str, tuple[Piece, ...]]) -> dict[tuple[int, str], LimitRule]:
    rules = {}
    for piece in (piece for some in known.values() for piece in some):
        content = content_of(piece.version_id, VersionState.PUBLISHED)
        case_id = next((case.case_id for case in content.cases if case.is_default), None)
        for channel in piece.channels:
            limit = applicable_limit(content.limits, Channel(channel), case_id)
            if limit is not None:
                rules[piece.version_id, channel.value] = limit.as_rule()
    return rules
