"""What a leader has to decide: lines whose figures pass a threshold, the heaviest first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from motcua.oversight.indicators.rules import Measure, Share, late_share, on_time_share

AT_MOST = 5
Counts = Mapping[Measure, int]


class Matter(StrEnum):
    """Why a line is laid before the leader."""

    OVERDUE = "overdue"
    LATE_PROCEDURE = "late_procedure"
    FALLEN = "fallen"
    WAITING_DUTY = "waiting_duty"
    SUPPLEMENTED = "supplemented"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Told:
    """One line of a table with the figures of now and of a year before.

    `supplemented`: received now and asked for papers at least once.
    """

    key: str
    name: str
    now: Counts
    before: Counts
    supplemented: int = 0


def matters(
    units: Sequence[Told], procedures: Sequence[Told], over: Mapping[str, int]
) -> Iterator[dict[str, object]]:
    """Yield what needs a decision: what, whose, and the figures it rests on.

    Small numbers are passed over: with fewer than 30 dossiers chance speaks, except for what is
    overdue now, which is always a promise to somebody.
    """
    yield from _overdue(units)
    yield from _late(procedures, over["late_percent"])
    yield from _fallen(units, over["fallen_points"])
    yield from _waiting(units, over["waiting_dossiers"])
    mended = ((unit, unit.supplemented) for unit in units)
    yield from _often(Matter.SUPPLEMENTED, mended, over["supplemented_percent"])
    taken_back = ((unit, unit.now[Measure.WITHDRAWN]) for unit in units)
    yield from _often(Matter.WITHDRAWN, taken_back, over["withdrawn_percent"])


def _overdue(units: Iterable[Told]) -> Iterator[dict[str, object]]:
    found = [unit for unit in units if unit.now[Measure.OVERDUE]]
    for unit in _heaviest(found, Measure.OVERDUE):
        n, all_open = unit.now[Measure.OVERDUE], unit.now[Measure.IN_PROCESS]
        yield _matter(Matter.OVERDUE, unit, n, all_open)


def _late(procedures: Iterable[Told], percent: int) -> Iterator[dict[str, object]]:
    shares = [(late_share(line.now), line) for line in procedures]
    found = [(s, line) for s, line in shares if _passes(s, percent)]
    found.sort(key=lambda pair: (-pair[0].part, pair[1].name))
    for share, line in found[:AT_MOST]:
        yield _matter(Matter.LATE_PROCEDURE, line, share.part, share.whole)


def _passes(share: Share, percent: int) -> bool:
    return not share.is_small and share.part * 100 >= percent * share.whole


def _fallen(units: Iterable[Told], points: int) -> Iterator[dict[str, object]]:
    for unit in units:
        now, before = on_time_share(unit.now), on_time_share(unit.before)
        if now.is_small or before.is_small:
            continue
        if before.part * now.whole * 100 - now.part * before.whole * 100 >= (
            points * before.whole * now.whole
        ):
            was = {"was": before.part, "was_of": before.whole}
            yield _matter(Matter.FALLEN, unit, now.part, now.whole) | was


def _waiting(units: Iterable[Told], count: int) -> Iterator[dict[str, object]]:
    found = [unit for unit in units if unit.now[Measure.FOR_DUTY] >= count]
    for unit in _heaviest(found, Measure.FOR_DUTY):
        n, all_paused = unit.now[Measure.FOR_DUTY], unit.now[Measure.SUSPENDED]
        yield _matter(Matter.WAITING_DUTY, unit, n, all_paused)


def _often(
    what: Matter, units: Iterable[tuple[Told, int]], percent: int
) -> Iterator[dict[str, object]]:
    """Yield the agencies where a share of the dossiers received is high (R-21)."""
    shares = [(Share(n, unit.now[Measure.RECEIVED]), unit) for unit, n in units]
    found = [(share, unit) for share, unit in shares if _passes(share, percent)]
    found.sort(key=lambda pair: (-pair[0].part, pair[1].name))
    for share, unit in found[:AT_MOST]:
        yield _matter(what, unit, share.part, share.whole)


def _heaviest(found: Iterable[Told], measure: Measure) -> list[Told]:
    return sorted(found, key=lambda line: (-line.now[measure], line.name))[:AT_MOST]


def _matter(what: Matter, line: Told, part: int, whole: int) -> dict[str, object]:
    return {"what": what.value, "name": line.name, "part": part, "whole": whole}
