"""One agency: its own months, the same days a year before, and where its peers stand.

Peers are told of as a middle and a spread of those with enough dossiers; nobody is ranked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from statistics import quantiles

from motcua.oversight.indicators.comparing import year_ago
from motcua.oversight.indicators.figures import figures, monthly
from motcua.oversight.indicators.queries import Line
from motcua.oversight.indicators.rules import Dimension, Measure, Period, Share, late_share
from motcua.registers.organisation.queries import (
    UnitCard,
    heirs,
    levels_of,
    unit_and_below,
    unit_card,
)
from motcua.registers.organisation.rules import THE_SYSTEM, Acting, Level

LEAST_PEERS = 5
_EVERYBODY = replace(THE_SYSTEM, sees_all=True)


class UnknownAgency(Exception):
    """There is no such unit, or the actor does not see it."""


@dataclass(frozen=True)
class Peers:
    """Late rates in per cent of agencies of the same level; None where too few can be compared."""

    count: int
    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Agency:
    """What is shown of an agency; `key` names it and those whose whole work it took over."""

    card: UnitCard
    key: str
    now: Mapping[Measure, int]
    before: Line | None
    months: tuple[Line, ...]
    peers: Peers | None


def agency(
    unit_id: int, period: Period, before: Period | None, months: Sequence[Period],
    *, by: Acting, now: datetime,
) -> Agency:  # fmt: skip
    """Return an agency's figures over a period and its months; seven statements at most.

    What a unit took over counts as far as the actor sees it, so that each figure opens its rows;
    a division counts for its department and has no figures of its own.
    Raises UnknownAgency. Basis: screens V3.
    """
    card = unit_card(unit_id)
    if card is None or not by.reaches(unit_id) or card.level == Level.DIVISION:
        raise UnknownAgency(unit_id)
    (lines,) = figures([period], Dimension.UNIT, by=_EVERYBODY, now=now)
    own = {line.key: line.counts for line in lines}.get(str(unit_id), dict.fromkeys(Measure, 0))
    is_known = Line(str(unit_id), card.name, own)
    was = before and year_ago([is_known], before, Dimension.UNIT, by=by, now=now)
    line_ago = was.get(str(unit_id)) if was else None
    ids = tuple(unit for unit in with_predecessors(unit_id) if by.reaches(unit))
    scope = replace(_EVERYBODY, sees_all=False, unit_ids=_below(ids))
    return Agency(
        card,
        ",".join(map(str, ids)),
        own,
        line_ago,
        monthly(months, by=scope, now=now),
        peers_of(lines, levels_of(int(line.key) for line in lines), card.level, str(unit_id)),
    )


def with_predecessors(unit_id: int) -> tuple[int, ...]:
    """Return a unit and every unit whose whole work came down to it; one statement."""
    follows = heirs()
    found = [unit_id]
    for each in found:
        found += [old for old, new in follows.items() if new == each and old not in found]
    return tuple(found)


def _below(ids: Sequence[int]) -> frozenset[int]:
    return frozenset[int]().union(*(unit_and_below(unit) for unit in ids))


def peers_of(
    lines: Sequence[Line], levels: Mapping[int, str], level: str, own: str
) -> Peers | None:
    """Return the spread of the late rates of the others of a level with dossiers enough."""
    shares = [late_share(x.counts) for x in lines if levels[int(x.key)] == level and x.key != own]
    rates = [rate for share in shares if (rate := _told(share)) is not None]
    if len(rates) < LEAST_PEERS:
        return None
    low, middle, high = quantiles(rates, n=4, method="inclusive")
    return Peers(len(rates), low, middle, high)


def _told(share: Share) -> float | None:
    return None if share.is_small else share.percent
