"""From sums of increments and the open dossiers to the figures of a period. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from motcua.oversight.indicators.grains import Bucket
from motcua.oversight.indicators.rules import Measure

FLOWS = (
    "received", "early", "on_time", "late", "withdrawn", "stopped", "refused", "taken_back",
)  # fmt: skip
STAYS = ("papers", "duty", "other", "overdue")
ATOMS = (*FLOWS, *STAYS)
_ENDS = ("early", "on_time", "late", "withdrawn", "stopped")
_STAY_OF = {
    "papers": Measure.FOR_PAPERS,
    "duty": Measure.FOR_DUTY,
    "other": Measure.FOR_OTHER,
    "overdue": Measure.OVERDUE,
}
FLOWING = (
    Measure.RECEIVED, Measure.CARRIED_OVER, Measure.TO_SETTLE, Measure.SETTLED, Measure.EARLY,
    Measure.ON_TIME, Measure.LATE, Measure.WITHDRAWN, Measure.STOPPED, Measure.REFUSED,
)  # fmt: skip
"""What is known without looking how an open dossier stood at a past day."""
_NOTHING = dict.fromkeys(Measure, 0)


class Sums(dict[str, int]):
    """Sums by atom; one that is not there is 0. (A `Counter` is six times as dear to make.)"""

    def __missing__(self, atom: str) -> int:
        return 0


@dataclass
class Pile:
    """What was found for one line of a table: ended dossiers by bucket, open ones by period.

    Of open dossiers `carried` and `received` say where they came from, the stays how they stand
    at the period's end.
    """

    ended: dict[int, Sums] = field(default_factory=dict)
    open: dict[int, Sums] = field(default_factory=dict)


def figures_of(pile: Pile, cuts: Sequence[Bucket]) -> dict[int, dict[Measure, int]]:
    """Return the figures of each period.

    Every ended dossier has come and gone, so what stood at an end is what changed after it, with
    the sign turned: the latest periods are read without their past.
    Basis: handbook 4.6 (definitions for reports).
    """
    after = Sums()
    found: dict[int, dict[Measure, int]] = {}
    for n in reversed(range(len(cuts))):
        here = pile.ended.get(n, Sums())
        at_end, after = after, _added(after, here)
        period = cuts[n].period
        if period is not None:
            found[period] = _measured(here, at_end, after, pile.open.get(period, Sums()))
    return found


def _added(one: Sums, other: Sums) -> Sums:
    return Sums({atom: one[atom] + other[atom] for atom in one | other})


def _measured(here: Sums, at_end: Sums, at_begin: Sums, open_ones: Sums) -> dict[Measure, int]:
    """Return the figures; `at_end` and `at_begin` are the changes after those instants."""
    m = Measure
    n = _NOTHING.copy()
    n[m.RECEIVED] = here["received"] + open_ones["received"]
    n[m.CARRIED_OVER] = _standing(at_begin) + open_ones["carried"]
    n[m.TO_SETTLE] = n[m.RECEIVED] + n[m.CARRIED_OVER]
    for measure in (m.EARLY, m.ON_TIME, m.LATE, m.STOPPED, m.REFUSED):
        n[measure] = here[measure.value]
    n[m.SETTLED] = n[m.EARLY] + n[m.ON_TIME] + n[m.LATE]
    n[m.WITHDRAWN] = here["withdrawn"] + here["taken_back"]
    for stay, measure in _STAY_OF.items():
        n[measure] = open_ones[stay] - at_end[stay]
    n[m.SUSPENDED] = n[m.FOR_PAPERS] + n[m.FOR_DUTY] + n[m.FOR_OTHER]
    still = _standing(at_end) + open_ones["received"] + open_ones["carried"]
    n[m.IN_PROCESS] = still - n[m.SUSPENDED]
    n[m.IN_TIME] = n[m.IN_PROCESS] - n[m.OVERDUE]
    return n


def _standing(after: Sums) -> int:
    return sum(after[end] for end in _ENDS) - after["received"]


def summed(all_figures: Iterable[Mapping[Measure, int]]) -> dict[Measure, int]:
    """Return the sums of several lines."""
    made = _NOTHING.copy()
    for figures in all_figures:
        for measure, n in figures.items():
            made[measure] += n
    return made
