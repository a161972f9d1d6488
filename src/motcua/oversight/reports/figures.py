"""The board's figures as a report keeps them: lines with last year's beside this year's."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from motcua.kit.clock import VIETNAM
from motcua.oversight.indicators.comparing import carried
from motcua.oversight.indicators.queries import Line, lines, total
from motcua.oversight.indicators.rules import Dimension, Measure
from motcua.oversight.reports.receptions import NOTHING, receptions
from motcua.oversight.reports.rules import a_year_before
from motcua.oversight.reports.rules.decisions import Told
from motcua.oversight.reports.scope import Scope
from motcua.registers.catalogue.queries.titles import fields_of
from motcua.registers.organisation.queries import levels_of

Row = dict[str, Any]
CHANNELS = {"counter": "Trực tiếp", "online": "Trực tuyến", "post": "Bưu chính công ích"}
_NOTHING: Mapping[Measure, int] = dict.fromkeys(Measure, 0)


def made(scope: Scope, dimension: Dimension) -> tuple[Line, ...]:
    """Return the board's lines of a scope."""
    return lines([scope.period], dimension, by=scope.by, now=scope.as_at)


def told(scope: Scope, dimension: Dimension) -> tuple[Told, ...]:
    """Return this year's lines with last year's of the same key, then those that only were."""
    now = made(scope, dimension)
    before = made(scope.of(a_year_before(scope.period)), dimension)
    return compared(now, before)


def told_units(scope: Scope) -> tuple[tuple[Told, ...], Mapping[str, str]]:
    """Return the units side by side, and beside which one each of last year's is told.

    As on the board, last year's dossiers of a unit stand with the one that took over all its work.
    """
    now = made(scope, Dimension.UNIT)
    before = made(scope.of(a_year_before(scope.period)), Dimension.UNIT)
    by_day = scope.as_at.astimezone(VIETNAM).date()
    beside = carried((x.key for x in before), {x.key for x in now}, by_day)
    parts: dict[str, list[Line]] = defaultdict(list)
    for line in before:
        parts[beside[line.key]].append(line)
    joined = [Line(key, some[0].name, total(some)) for key, some in parts.items()]
    return compared(now, joined), beside


def compared(now: Iterable[Line], before: Iterable[Line]) -> tuple[Told, ...]:
    """Return lines side by side by their key."""
    was = {line.key: line for line in before}
    found = [(x.key, x.name, x.counts, was.pop(x.key, None)) for x in now]
    both = [Told(key, name, counts, old.counts if old else _NOTHING)
            for key, name, counts, old in found]  # fmt: skip
    return (*both, *(Told(x.key, x.name, _NOTHING, x.counts) for x in was.values()))


def by_field(procedures: Iterable[Line]) -> tuple[Line, ...]:
    """Return lines of procedures gathered by field, biggest first."""
    all_lines = list(procedures)
    fields = fields_of(int(line.key) for line in all_lines)
    gathered: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in all_lines:
        gathered[fields[int(line.key)]].append(line)
    found = [Line(code, name, total(parts)) for (code, name), parts in gathered.items()]
    return tuple(sorted(found, key=lambda x: (-x.counts[Measure.TO_SETTLE], x.name)))


def receptions_by_field(scope: Scope) -> Mapping[str, dict[str, int]]:
    """Return what the board does not tell of receptions, by the key of a field."""
    by_procedure = receptions(scope).by_procedure()
    fields = fields_of(map(int, by_procedure))
    found: dict[str, dict[str, int]] = {}
    for key, figures in by_procedure.items():
        line = found.setdefault(fields[int(key)][0], dict(NOTHING))
        for name, n in figures.items():
            line[name] += n
    return found


def levels(units: Iterable[Told]) -> dict[str, str]:
    """Return the level of each line of a table by unit."""
    found = levels_of(int(unit.key) for unit in units)
    return {str(key): level for key, level in found.items()}


def kept(line: Told) -> Row:
    """Return a line as data."""
    return {"name": line.name, "now": counts(line.now), "before": counts(line.before)}


def counts(given: Mapping[Measure, int]) -> dict[str, int]:
    """Return figures as data."""
    return {measure.value: given[measure] for measure in Measure}
