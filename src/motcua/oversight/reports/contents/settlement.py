"""Form 06: what was to be settled, settled and in process, by field, for a body or by level.

Basis: Circular 01/2020/TT-VPCP, forms II.06a and II.06b (mem-mid); handbook 4.6.
"""

from collections.abc import Mapping
from typing import Any

from motcua.oversight.indicators.queries import Line, total
from motcua.oversight.indicators.rules import Dimension
from motcua.oversight.reports.figures import Row, by_field, counts, made, receptions_by_field
from motcua.oversight.reports.receptions import NOTHING
from motcua.oversight.reports.scope import Scope
from motcua.registers.organisation.queries import units_of_levels
from motcua.registers.organisation.rules import Level

ABOVE = (Level.MINISTRY, Level.PROVINCE, Level.DEPARTMENT, Level.CENTRE, Level.DIVISION, Level.POST)
STEPS = (
    ("Cấp tỉnh", ABOVE),
    ("Cấp huyện (trước ngày 01/7/2025)", (Level.DISTRICT,)),
    ("Cấp xã", (Level.COMMUNE,)),
)
Content = Mapping[str, Any]


def _body(scope: Scope, _content: Content) -> list[Row]:
    return [group("", scope)]


def _levels(scope: Scope, _content: Content) -> list[Row]:
    found = (group(name, scope.within(units_of_levels(*levels))) for name, levels in STEPS)
    return [each for each in found if each["rows"]]


def group(name: str, scope: Scope) -> Row:
    """Return the lines of one part of the form, by field."""
    found = by_field(made(scope, Dimension.PROCEDURE))
    came = receptions_by_field(scope)
    return {"name": name, "rows": [_row(line, came.get(line.key, NOTHING)) for line in found]}


def _row(line: Line, came: Mapping[str, int]) -> Row:
    return {"name": line.name, "now": {**counts(line.counts), **came}}


def _total(_scope: Scope, content: Content) -> dict[str, int]:
    rows = [row["now"] for part in content["groups"] for row in part["rows"]]
    return {key: sum(row[key] for row in rows) for key in counts(total([])) | NOTHING}


BODY = (("groups", _body), ("total", _total))
LEVELS = (("groups", _levels), ("total", _total))
