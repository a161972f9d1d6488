"""The performance report: the figures a leader holds a meeting on, and what he has to decide."""

from collections.abc import Mapping
from typing import Any

from motcua.kit.clock import VIETNAM
from motcua.oversight.indicators.queries import lines
from motcua.oversight.indicators.rules import Dimension, Measure, months_before
from motcua.oversight.reports.contents import causes
from motcua.oversight.reports.figures import (
    CHANNELS,
    Row,
    by_field,
    compared,
    counts,
    kept,
    levels,
    made,
    told,
    told_units,
)
from motcua.oversight.reports.receptions import NOTHING, receptions
from motcua.oversight.reports.rules import a_year_before, matters
from motcua.oversight.reports.rules.decisions import Told
from motcua.oversight.reports.rules.forms import thresholds
from motcua.oversight.reports.scope import Scope

WORST = 10
MONTHS = 12
Content = Mapping[str, Any]
Came = Mapping[str, Mapping[str, int]]


def _units(scope: Scope, _content: Content) -> list[Row]:
    found, beside = told_units(scope)
    level = levels(found)
    now = receptions(scope).by_unit()
    before = receptions(scope.of(a_year_before(scope.period))).by_unit(beside)
    return [_unit(unit, level[unit.key], now, before) for unit in found]


def _unit(unit: Told, level: str, now: Came, before: Came) -> Row:
    row = kept(unit) | {"level": level}
    row["now"] |= now.get(unit.key, NOTHING)
    row["before"] |= before.get(unit.key, NOTHING)
    return row


def _overall(_scope: Scope, content: Content) -> Row:
    keys = counts(dict.fromkeys(Measure, 0)) | NOTHING
    sums = {
        side: {key: sum(unit[side][key] for unit in content["units"]) for key in keys}
        for side in ("now", "before")
    }
    return {"name": "", **sums}


def _read(row: Row) -> Told:
    now, before = ({m: row[side][m.value] for m in Measure} for side in ("now", "before"))
    return Told("", row["name"], now, before, row["now"].get("supplemented", 0))


def _channels(scope: Scope, _content: Content) -> list[Row]:
    found = told(scope, Dimension.CHANNEL)
    return [kept(line) | {"key": line.key, "name": CHANNELS[line.key]} for line in found]


def _fields(scope: Scope, _content: Content) -> list[Row]:
    before = made(scope.of(a_year_before(scope.period)), Dimension.PROCEDURE)
    found = compared(by_field(made(scope, Dimension.PROCEDURE)), by_field(before))
    return [kept(line) for line in found]


def _procedures(scope: Scope, _content: Content) -> list[Row]:
    """Return the procedures with most late dossiers."""
    found = [line for line in told(scope, Dimension.PROCEDURE) if _late(line)]
    return [kept(line) for line in sorted(found, key=lambda x: (-_late(x), x.name))[:WORST]]


def _late(line: Told) -> int:
    return line.now[Measure.LATE] + line.now[Measure.OVERDUE]


def _months(scope: Scope, _content: Content) -> list[Row]:
    periods = months_before(min(scope.period.last, scope.as_at.astimezone(VIETNAM).date()), MONTHS)
    found = lines(periods, Dimension.MONTH, by=scope.by, now=scope.as_at)
    ordered = sorted(found, key=lambda line: int(line.key))
    return [{"name": line.name, "now": counts(line.counts)} for line in ordered]


def _decisions(_scope: Scope, content: Content) -> list[dict[str, object]]:
    units, procedures = ([_read(row) for row in content[x]] for x in ("units", "procedures"))
    return list(matters(units, procedures, thresholds()))


SECTIONS = (
    ("units", _units),
    ("overall", _overall),
    ("channels", _channels),
    ("fields", _fields),
    ("procedures", _procedures),
    ("months", _months),
    ("causes", causes.causes),
    ("decisions", _decisions),
)
