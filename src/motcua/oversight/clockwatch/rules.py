"""Where a dossier's time went: every second from its reception to its end has exactly one cause.

Instants are whole seconds since 1970; what an instant has below a second is dropped, once for each
instant, so that neighbouring pieces meet and the causes sum to the elapsed time exactly.

Where several things are true at once the first of these is the cause: rest (outside the sessions
of the calendar nobody can act, whoever is waited for), a lawful pause by its ground,
synchronisation, another agency (its step or answer is awaited; what the house does meanwhile
cannot end the wait), work (a step of the house in somebody's hands), and else the dossier queues:
nobody has taken it up, or it waits to be carried between the Centre and the unit.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from motcua.engine.worktime import WorkCalendar
from motcua.kit.clock import VIETNAM


class Cause(StrEnum):
    """What a stretch of time was spent on. SYNC stays nought until a wire reports its delay."""

    WORKING = "working"
    QUEUEING = "queueing"
    OTHER_AGENCY = "other_agency"
    CITIZEN = "citizen"
    FINANCIAL_DUTY = "financial_duty"
    OTHER_PAUSE = "other_pause"
    SYNC = "sync"
    REST = "rest"


class AlertKind(StrEnum):
    """What the officers are told of a clock, once for each promise."""

    NEAR_DUE = "near_due"
    OVERDUE = "overdue"
    APOLOGY_DUE = "apology_due"
    RECEPTION_NEAR = "reception_near"
    RECEPTION_LATE = "reception_late"


NEAR_MINUTES = 16 * 60
"""A promise is near from two working days before it on."""
WINDOW_MINUTES = {
    AlertKind.NEAR_DUE: NEAR_MINUTES,
    AlertKind.OVERDUE: 0,
    AlertKind.APOLOGY_DUE: 8 * 60,
    AlertKind.RECEPTION_NEAR: -6 * 60,
    AlertKind.RECEPTION_LATE: -8 * 60,
}
"""Working minutes from now to the latest instant that is affected: a promise, or a filing.

Basis: handbook 4.5 (apology one working day before), 4.3 (reception within 8 working hours).
"""
GROUNDS = {
    "supplement": Cause.CITIZEN,
    "financial_duty": Cause.FINANCIAL_DUTY,
    "consultation_by_law": Cause.OTHER_AGENCY,
}
"""Grounds of a pause that say whom it waits for; the others are lawful pauses of another kind."""
_FIRST = (Cause.CITIZEN, Cause.FINANCIAL_DUTY, Cause.OTHER_PAUSE, Cause.SYNC)
_RANK = {cause: nth for nth, cause in enumerate((*_FIRST, Cause.OTHER_AGENCY, Cause.WORKING))}

Spent = Mapping[Cause, int]
"""Seconds by cause; every cause is named."""


class Whose(StrEnum):
    """Who has a step: the house, the house carrying the dossier about, or another agency."""

    OWN = "own"
    CARRIED = "carried"
    ELSEWHERE = "elsewhere"


class Stretch(NamedTuple):
    """A reason that held from a second to another; `end` None while it holds."""

    cause: Cause
    begin: int
    end: int | None


class Piece(NamedTuple):
    """Seconds with one cause."""

    cause: Cause
    begin: int
    end: int


@dataclass(frozen=True)
class Life:
    """What is known of a dossier between its reception and its end, or now."""

    begin: int
    end: int
    stretches: tuple[Stretch, ...] = ()


def paused(begin: int, end: int | None, ground: str) -> Stretch:
    """Return the stretch of a pause of the clock."""
    return Stretch(GROUNDS.get(ground, Cause.OTHER_PAUSE), begin, end)


def stepped(whose: Whose, opened: int, claimed: int | None, closed: int | None) -> Stretch | None:
    """Return the stretch of a step, None for one that nobody worked on."""
    if whose is Whose.ELSEWHERE:
        return Stretch(Cause.OTHER_AGENCY, opened, closed)
    if whose is Whose.CARRIED or claimed is None:
        return None
    return Stretch(Cause.WORKING, claimed, closed)


def split(life: Life, calendar: WorkCalendar) -> tuple[Piece, ...]:
    """Cut a life into consecutive pieces with one cause each, none empty, no two alike in a row.

    Past the last day of the calendar all is rest.
    """
    made: list[Piece] = []
    for piece in _waits(life):
        for part in _by_sessions(piece, calendar):
            if made and made[-1].cause is part.cause:
                made[-1] = made[-1]._replace(end=part.end)
            else:
                made.append(part)
    return tuple(made)


def spent(pieces: Iterable[Piece]) -> Spent:
    """Return the seconds of each cause."""
    sums = dict.fromkeys(Cause, 0)
    for cause, begin, end in pieces:
        sums[cause] += end - begin
    return sums


def in_parts(amounts: Sequence[int], whole: int) -> tuple[int, ...]:
    """Return whole-numbered parts of `whole` in proportion; they sum to it, each off by under one.

    Nothing but noughts for amounts that sum to nothing.
    """
    total, gone, before = sum(amounts) or 1, 0, 0
    parts = []
    for amount in amounts:
        gone += amount
        upto = (2 * gone * whole + total) // (2 * total)
        parts.append(upto - before)
        before = upto
    return tuple(parts)


def _waits(life: Life) -> Iterable[Piece]:
    """Yield who is waited for, as if work were done day and night."""
    begin, end = life.begin, max(life.begin, life.end)
    seen = [
        (_RANK[one.cause], max(one.begin, begin), end if one.end is None else min(one.end, end))
        for one in life.stretches
    ]
    cuts = {begin, end}.union(*((first, last) for _, first, last in seen if first < last))
    points = sorted(cuts)
    ranks = tuple(_RANK)
    for first, last in pairwise(points):
        here = [rank for rank, b, e in seen if b <= first and last <= e]
        yield Piece(ranks[min(here)] if here else Cause.QUEUEING, first, last)


def _by_sessions(piece: Piece, calendar: WorkCalendar) -> Iterable[Piece]:
    opens, closes = _sessions(calendar)
    at, nth = piece.begin, bisect_right(closes, piece.begin)
    while at < piece.end:
        opening = opens[nth] if nth < len(opens) else piece.end
        if at < opening:
            rest = min(opening, piece.end)
            yield Piece(Cause.REST, at, rest)
            at = rest
        else:
            worked = min(closes[nth], piece.end)
            yield Piece(piece.cause, at, worked)
            at, nth = worked, nth + 1


@lru_cache(maxsize=64)
def _sessions(calendar: WorkCalendar) -> tuple[Sequence[int], Sequence[int]]:
    """Return when the sessions of a calendar open and close, in order."""
    opens: list[int] = []
    closes: list[int] = []
    for day, sessions in calendar.all_sessions():
        midnight = int(datetime(day.year, day.month, day.day, tzinfo=VIETNAM).timestamp())
        for session in sessions:
            opens.append(midnight + session.opens * 60)
            closes.append(midnight + session.closes * 60)
    return opens, closes
