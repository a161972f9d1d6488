"""The same days a year before, beside this year's: a unit with those whose work it took over."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date, datetime

from motcua.oversight.indicators.atoms import summed
from motcua.oversight.indicators.figures import figures
from motcua.oversight.indicators.queries import Line
from motcua.oversight.indicators.rules import Dimension, Period
from motcua.registers.organisation.queries import heirs
from motcua.registers.organisation.rules import Acting

TOTAL = ""
_WITH_LINES = frozenset({Dimension.UNIT, Dimension.CHANNEL})


def year_ago(
    now_lines: Sequence[Line], before: Period, dimension: Dimension, *, by: Acting, now: datetime
) -> Mapping[str, Line]:
    """Return last year's line for each of this year's, and the whole under the key TOTAL.

    Lines of procedures and fields have the whole only. The key of a line that sums several units
    names them all. One statement, by unit two.
    """
    asked = dimension if dimension in _WITH_LINES else Dimension.MONTH
    (was,) = figures([before], asked, by=by, now=now)
    found = {TOTAL: Line(TOTAL, "", summed(line.counts for line in was))}
    if dimension is Dimension.UNIT:
        return found | _joined(was, {line.key for line in now_lines})
    return found | ({line.key: line for line in was} if asked is dimension else {})


def _joined(lines: Iterable[Line], known: Set[str]) -> dict[str, Line]:
    """Return the lines added up by the unit that carries the work on."""
    follows = {str(old): str(new) for old, new in heirs().items()}
    parts: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        parts[_carried_on(line.key, known, follows)].append(line)
    return {
        key: Line(",".join(x.key for x in some), some[0].name, summed(x.counts for x in some))
        for key, some in parts.items()
    }


def carried(keys: Iterable[str], known: Set[str], by_day: date) -> Mapping[str, str]:
    """Return beside which known unit each is told: the one that carried on all its work by a day.

    Without one it stands for itself. One statement.
    """
    follows = {str(old): str(new) for old, new in heirs(by_day).items()}
    found = {key: _carried_on(key, known, follows) for key in keys}
    return {key: heir if heir in known else key for key, heir in found.items()}


def last_heirs() -> dict[int, int]:
    """Return for each past unit the one that carries on all its work in the end; one statement."""
    follows = {str(old): str(new) for old, new in heirs().items()}
    return {int(old): int(_carried_on(old, frozenset(), follows)) for old in follows}


def _carried_on(key: str, known: Set[str], follows: Mapping[str, str]) -> str:
    seen = {key}
    while key not in known and key in follows and follows[key] not in seen:
        key = follows[key]
        seen.add(key)
    return key
