"""The nightly proof: what the board shows is what the dossiers say, figure by figure."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from motcua.foundation.journal.actions import record
from motcua.foundation.journal.rules import SYSTEM
from motcua.kit.clock import VIETNAM
from motcua.oversight.indicators.actions import GRAINS, KEY, SUMS
from motcua.oversight.indicators.atoms import ATOMS
from motcua.oversight.indicators.events import FiguresProved
from motcua.oversight.indicators.figures import figures
from motcua.oversight.indicators.grains import Grain
from motcua.oversight.indicators.models import Proof
from motcua.oversight.indicators.queries import Line, lines
from motcua.oversight.indicators.rules import Dimension, Measure, Period, months_before
from motcua.registers.organisation.rules import THE_SYSTEM

logger = logging.getLogger(__name__)
SHOWN = 20
# The same increment lies in six grains; where these contradict each other somebody wrote in one.
_TORN = f"""
WITH summed AS (
  SELECT g.grain, g.cut, date_trunc(g.cut, begins_on::timestamp)::date AS begins_on, unit_id,
    CASE WHEN g.is_fine THEN procedure_id ELSE 0 END AS procedure_id, channel, {SUMS}
  FROM indicators_rollup CROSS JOIN (VALUES {GRAINS}) AS g(grain, cut, is_fine)
  WHERE indicators_rollup.grain = '{Grain.DAY}' GROUP BY 1, 2, 3, 4, 5, 6
)
SELECT DISTINCT begins_on,
  (begins_on + ('1 ' || regexp_replace(grain, '.*_', ''))::interval)::date - 1 AS ends_on
FROM summed s FULL JOIN indicators_rollup r USING ({KEY})
WHERE ({", ".join(f"s.{a}" for a in ATOMS)}) IS DISTINCT FROM ({", ".join(f"r.{a}" for a in ATOMS)})
ORDER BY 1, 2 LIMIT {{most}}
"""  # noqa: S608 - names of our own
TORN_AT_MOST = 6
_EVERYBODY = replace(THE_SYSTEM, sees_all=True)


@dataclass(frozen=True)
class Difference:
    """A figure of the board, and what counting the dossiers gives."""

    period: Period
    dimension: Dimension
    key: str
    measure: Measure
    shown: int
    counted: int

    def __str__(self) -> str:
        days = f"{self.period.first}..{self.period.last}"
        place = f"{days} {self.dimension} {self.key} {self.measure}"
        return f"{place}: {self.shown} shown, {self.counted} counted"


def usual_periods(now: datetime) -> tuple[Period, ...]:
    """Return what is proven each night: months, weeks and years, running and past ones."""
    today = now.astimezone(VIETNAM).date()
    *_, before, month = months_before(today, 2)
    year = today.replace(month=1, day=1)
    last_year = Period(year.replace(year=year.year - 1), year - timedelta(days=1))
    month_ago = today - timedelta(days=30)
    week = Period(month_ago - timedelta(days=6), month_ago)
    return (Period(month.first, today), before, Period(year, today), last_year, week)


@transaction.atomic
def prove(now: datetime, periods: Sequence[Period] = ()) -> tuple[Difference, ...]:
    """Compare every figure of some periods, write the outcome down and return what differs.

    The usual ones, and those in which the rollups contradict each other.
    A difference is logged, told to the journal and shown on the board until a later proof finds
    none. Basis: house rule 6 (a checksum job proves the rollups equal to the raw rows).
    """
    if not connection.savepoint_ids:  # not inside somebody's own transaction
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    found, counted = [], 0
    for period in dict.fromkeys((*(periods or usual_periods(now)), *torn_periods())):
        for dimension in (d for d in Dimension if d is not Dimension.MONTH):
            (shown,) = figures([period], dimension, by=_EVERYBODY, now=now)
            real = lines([period], dimension, by=_EVERYBODY, now=now)
            counted += len(real) * len(Measure)
            found += list(_differences(period, dimension, shown, real))
    _keep(now, counted, found)
    return tuple(found)


def torn_periods() -> Iterator[Period]:
    """Yield days, months and years whose rollups contradict each other, and without their last day.

    The whole is read from its own row, all but the last day from the finer ones; one statement.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TORN.format(most=TORN_AT_MOST))
        torn: Sequence[tuple[date, date]] = cursor.fetchall()
    for first, last in torn:
        yield Period(first, last)
        if first < last:
            yield Period(first, last - timedelta(days=1))


def _differences(
    period: Period, dimension: Dimension, shown: Sequence[Line], real: Sequence[Line]
) -> Iterator[Difference]:
    nothing = dict.fromkeys(Measure, 0)
    one, other = ({line.key: line.counts for line in some} for some in (shown, real))
    for key in sorted({*one, *other}):
        for measure in Measure:
            said, is_so = one.get(key, nothing)[measure], other.get(key, nothing)[measure]
            if said != is_so:
                yield Difference(period, dimension, key, measure, said, is_so)


def _keep(now: datetime, counted: int, found: Sequence[Difference]) -> None:
    told = [str(difference) for difference in found[:SHOWN]]
    made = Proof.objects.create(at=now, figures=counted, differences=told)
    record(FiguresProved(made.pk, counted, len(found)), by=SYSTEM, at=now)
    for line in told:
        logger.error("the board's figures differ from the dossiers: %s", line)


def is_in_doubt() -> bool:
    """Tell whether the last proof found a difference; one statement."""
    last = Proof.objects.order_by("-pk").values_list("differences", flat=True).first()
    return bool(last)
