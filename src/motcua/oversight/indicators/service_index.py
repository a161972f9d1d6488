"""The service index of Decision 766: what can be computed from the dossiers, and its inputs.

A component without data is null, never 0. What this house has no data for yet is in the list all
the same, so that nobody takes a part for the whole.
Basis: Decision 766/QĐ-TTg (handbook 2.9).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import connection

from motcua.casework.dossiers.rules import OPEN
from motcua.kit.clock import VIETNAM
from motcua.oversight.indicators.grains import Grain
from motcua.oversight.indicators.rules import Period
from motcua.registers.organisation.rules import Acting

PROGRESS_POINTS, ONLINE_POINTS, ONLINE_TARGET = 20, 6, 0.5
DIGITISED_POINTS, REUSED_POINTS, REUSED_TARGET = 4, 2, 0.8
RESULT_POINTS = 6
USED_POINTS, OFFERED_POINTS, OFFERED_TARGET = 4, 2, 0.8
_OPEN = ", ".join(f"'{state}'" for state in sorted(OPEN))
_MONTHS = f"""
WITH counted AS (
  SELECT r.begins_on AS month, r.unit_id, r.channel, r.received, r.early + r.on_time AS in_time
  FROM indicators_rollup r
  WHERE r.grain = '{Grain.UNIT_MONTH}' AND r.begins_on BETWEEN %(first)s AND %(last)s
  UNION ALL
  SELECT date_trunc('month', x.day::timestamp)::date, x.unit_id, x.channel,
    CASE WHEN x.atom = 'received' THEN x.n ELSE 0 END,
    CASE WHEN x.atom IN ('early', 'on_time') THEN x.n ELSE 0 END
  FROM indicators_delta x WHERE x.day BETWEEN %(first)s AND %(last)s
  UNION ALL
  SELECT date_trunc('month', d.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date,
    d.competent_unit_id, d.channel, 1, 0
  FROM dossiers_dossier d WHERE d.state IN ({_OPEN}) AND d.finished_at IS NULL
    AND d.received_at BETWEEN %(begin)s AND %(end)s
)
SELECT a.id, a.name, c.month, sum(c.received), sum(c.in_time),
  coalesce(sum(c.received) FILTER (WHERE c.channel = 'online'), 0)
FROM counted c JOIN organisation_unit u ON u.id = c.unit_id JOIN organisation_unit a
  ON a.id = CASE WHEN u.level = 'division' THEN coalesce(u.parent_id, u.id) ELSE u.id END
WHERE %(sees_all)s OR c.unit_id = ANY(%(unit_ids)s)
GROUP BY a.id, c.month
"""  # noqa: S608 - names of our own
_SERVICES = f"""
WITH service AS (
  SELECT v.procedure_id, v.online_level IN ('partial', 'full') AS is_online
  FROM catalogue_procedureversion v
  WHERE v.state <> 'draft' AND v.effective_from <= %(last)s
    AND (v.effective_to IS NULL OR v.effective_to >= %(last)s)
), used AS (
  SELECT r.procedure_id FROM indicators_rollup r WHERE r.grain = '{Grain.MONTH}'
    AND r.begins_on BETWEEN %(first)s AND %(last)s AND r.channel = 'online' AND r.received > 0
  UNION
  SELECT v.procedure_id FROM dossiers_dossier d
  JOIN catalogue_procedureversion v ON v.id = d.version_id
  WHERE d.state IN ({_OPEN}) AND d.finished_at IS NULL AND d.channel = 'online'
    AND d.received_at BETWEEN %(begin)s AND %(end)s
)
SELECT count(*), count(*) FILTER (WHERE is_online),
  count(*) FILTER (WHERE is_online AND procedure_id IN (SELECT procedure_id FROM used))
FROM (SELECT procedure_id, bool_or(is_online) AS is_online FROM service GROUP BY 1) s
"""  # noqa: S608 - names of our own


_ELECTRONIC = """
SELECT count(*), count(*) FILTER (WHERE g.reused > 0)
  FROM documents_digitisation g {sight}
 WHERE g.received_at BETWEEN %(begin)s AND %(end)s AND g.digitised + g.reused > 0
"""
_OF_THEIRS = """
  JOIN dossiers_dossier d ON d.id = g.dossier_id AND d.competent_unit_id = ANY(%(unit_ids)s)
"""


_RESULTS = """
SELECT count(*), count(*) FILTER (WHERE r.medium IN ('signed', 'certified'))
  FROM documents_result r
 WHERE r.state = 'issued' AND r.issued_at BETWEEN %(begin)s AND %(end)s
   AND (%(sees_all)s OR r.unit_id = ANY(%(unit_ids)s))
"""


class Component(StrEnum):
    """A component that is computed here, by its number in the Decision."""

    PROGRESS = "2.1"
    OFFERED = "3.1"
    USED = "3.2"
    ONLINE = "3.3"
    RESULTS = "4.1"
    DIGITISED = "4.2"
    REUSED = "4.3"


OF_PAPERS = frozenset({Component.RESULTS, Component.DIGITISED, Component.REUSED})


@dataclass(frozen=True)
class Inputs:
    """What the components of an agency's month are computed from."""

    received: int = 0
    in_time: int = 0
    online: int = 0

    def __add__(self, other: "Inputs") -> "Inputs":
        return Inputs(
            self.received + other.received,
            self.in_time + other.in_time,
            self.online + other.online,
        )


@dataclass(frozen=True)
class Services:
    """The procedures in force at the end of a period: all, offered online, used online in it."""

    in_force: int
    offered: int
    used: int


@dataclass(frozen=True)
class Electronic:
    """Dossiers of a period with digitised papers, and with papers reused from a store.

    `issued` results of the period, of which so many are electronic: one for each dossier settled.
    """

    digitised: int
    reused: int
    issued: int = 0
    electronic: int = 0


@dataclass(frozen=True)
class Row:
    """An agency and its inputs by month."""

    unit_id: int
    name: str
    months: Mapping[date, Inputs]

    @property
    def whole(self) -> Inputs:
        """Return the inputs of all its months."""
        return total(self.months.values())


def total(some: Iterable[Inputs]) -> Inputs:
    """Return the sums."""
    return sum(some, Inputs())


def points(component: Component, of: Inputs) -> float | None:
    """Return an agency's points, None when nothing was received.

    Basis: Decision 766/QĐ-TTg, components 2.1 and 3.3 (handbook 2.9).
    """
    if not of.received:
        return None
    if component is Component.PROGRESS:
        # What was carried over is settled too: in a thin month more than all that came.
        return min(PROGRESS_POINTS, PROGRESS_POINTS * of.in_time / of.received)
    return min(ONLINE_POINTS, ONLINE_POINTS * of.online / of.received / ONLINE_TARGET)


def service_points(component: Component, of: Services) -> float | None:
    """Return the province's points for its services, None where there are none to judge.

    Basis: Decision 766/QĐ-TTg, components 3.1 and 3.2 (handbook 2.9).
    """
    if component is Component.OFFERED:
        if not of.in_force:
            return None
        return min(OFFERED_POINTS, OFFERED_POINTS * of.offered / of.in_force / OFFERED_TARGET)
    return USED_POINTS * of.used / of.offered if of.offered else None


def paper_points(component: Component, of: Electronic, received: int) -> float | None:
    """Return the points for electronic results and papers, None when there were none.

    Basis: Decision 766/QĐ-TTg, components 4.1 to 4.3 (handbook 2.9).
    """
    if component is Component.RESULTS:
        return RESULT_POINTS * of.electronic / of.issued if of.issued else None
    if not received:
        return None
    if component is Component.DIGITISED:
        return min(DIGITISED_POINTS, DIGITISED_POINTS * of.digitised / received)
    return min(REUSED_POINTS, REUSED_POINTS * of.reused / received / REUSED_TARGET)


def electronic(year: Period, *, by: Acting, now: datetime) -> Electronic:
    """Return how many dossiers have digitised papers, reused ones, and results; two statements."""
    # Who sees everything is answered from an index alone; dossiers took five times as long.
    text = _ELECTRONIC.format(sight="" if by.sees_all else _OF_THEIRS)
    papers, results = _ask(text, year, by, now)[0], _ask(_RESULTS, year, by, now)[0]
    return Electronic(*papers, *results)


def rows(year: Period, *, by: Acting, now: datetime) -> tuple[Row, ...]:
    """Return the agencies in sight with their months, most dossiers first; one statement."""
    found: dict[tuple[int, str], dict[date, Inputs]] = defaultdict(dict)
    for unit_id, name, month, *inputs in _ask(_MONTHS, year, by, now):
        found[unit_id, name][month] = Inputs(*map(int, inputs))
    made = (Row(unit_id, name, months) for (unit_id, name), months in found.items())
    return tuple(sorted(made, key=lambda row: (-row.whole.received, row.name)))


def services(year: Period, *, by: Acting, now: datetime) -> Services:
    """Return how many procedures are offered and used online; one statement."""
    return Services(*_ask(_SERVICES, year, by, now)[0])


def _ask(text: str, year: Period, by: Acting, now: datetime) -> Sequence[Any]:
    begin, end = year.instants(now)
    facts: dict[str, Any] = {
        "first": year.first, "last": min(year.last, now.astimezone(VIETNAM).date()),
        "begin": begin, "end": end, "sees_all": by.sees_all, "unit_ids": sorted(by.unit_ids),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(text, facts)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
