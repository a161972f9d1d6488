"""What a visitor of the board asked for, read from the address; nonsense becomes this month."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from urllib.parse import quote_plus, urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.kit import dates
from motcua.oversight.indicators.behind import Cell
from motcua.oversight.indicators.rules import (
    EARLIEST,
    Dimension,
    Measure,
    Period,
    Step,
    months_before,
)
from motcua.oversight.reports.rules import a_year_before
from motcua.ui.addresses import address as page_at
from motcua.ui.values import Link

LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class Asked:
    """A period, whose end is the day the stocks are told of, the lines of the table, the trend."""

    period: Period
    dimension: Dimension = Dimension.UNIT
    step: Step = Step.MONTH

    def address(self, name: str = "overview", **more: str) -> str:
        """Return the address of a page of the board for this question."""
        told = f"&{urlencode(more)}" if more else ""
        return f"{page_at(f'board:{name}')}?{self._said}{told}"

    @cached_property
    def _days(self) -> str:
        days = {"from": self.period.first.isoformat(), "to": self.period.last.isoformat()}
        return urlencode(days)

    @cached_property
    def _said(self) -> str:
        """A table has hundreds of addresses that begin with the same question."""
        step = "" if self.step is Step.MONTH else f"&step={self.step}"
        return f"{self._days}&by={self.dimension}{step}"

    def rows(self, measure: Measure, key: str = "") -> str:
        """Return the address of the rows behind one figure; it ends with the key."""
        return f"{page_at('board:rows')}?{self._said}&measure={measure}&key={quote_plus(key)}"

    def page(self, key: str) -> str:
        """Return the address of an agency's own page over these days, "" for other lines."""
        if self.dimension is not Dimension.UNIT:
            return ""
        return f"{page_at('board:agency', int(key))}?{self._days}"


def read(query: QueryDict, now: datetime) -> Asked:
    """Return the period and the dimension asked for."""
    today = dates.local(now).date()
    first = _day(query.get("from", "")) or today.replace(day=1)
    last = _day(query.get("to", "")) or today
    if not (timedelta(0) <= last - first <= LONGEST and EARLIEST <= first <= today):
        first, last = today.replace(day=1), today
    last = min(last, today)  # nothing is known of days to come
    wanted, step = query.get("by", ""), query.get("step", "")
    return Asked(
        Period(first, last),
        Dimension(wanted) if wanted in list(Dimension) else Dimension.UNIT,
        Step(step) if step in list(Step) else Step.MONTH,
    )


def cell_of(query: QueryDict, asked: Asked) -> Cell:
    """Return which figure was opened; an unknown one is all that was to be settled."""
    measure = query.get("measure", "")
    known = Measure(measure) if measure in list(Measure) else Measure.TO_SETTLE
    return Cell(known, asked.dimension, query.get("key", "")[:200])


def periods(
    asked: Asked, now: datetime, address: Callable[[Period], str] | None = None
) -> tuple[Link, ...]:
    """Return the usual periods as links: today, months, halves, the year so far.

    `address` says where a period leads, when not to the board's first page.
    """
    led = address or (lambda period: replace(asked, period=period).address())
    return tuple(Link(label, led(p), p == asked.period) for label, p in _usual(now))


def periods_of_agency(asked: Asked, unit_id: int, months: int, now: datetime) -> tuple[Link, ...]:
    """Return the usual periods of an agency's page, and one or two years of months."""
    here = page_at("board:agency", unit_id)

    def address(period: Period, count: int) -> str:
        days = {"from": period.first.isoformat(), "to": period.last.isoformat()}
        return f"{here}?{urlencode(days | {'months': count})}"

    lengths = ((12, _("12 tháng")), (24, _("24 tháng")))
    return (
        *(Link(label, address(p, months), p == asked.period) for label, p in _usual(now)),
        *(Link(label, address(asked.period, n), n == months) for n, label in lengths),
    )


def _usual(now: datetime) -> tuple[tuple[str, Period], ...]:
    today = dates.local(now).date()
    before, _this = months_before(today, 2)
    half_before, half = months_before(today, 2, Step.HALF)
    return (
        (_("Hôm nay"), Period(today, today)),
        (_("Tháng này"), Period(today.replace(day=1), today)),
        (_("Tháng trước"), before),
        (_("Nửa năm này"), Period(half.first, today)),
        (_("Nửa năm trước"), half_before),
        (_("Từ đầu năm"), Period(today.replace(month=1, day=1), today)),
    )


def steps(asked: Asked) -> tuple[Link, ...]:
    """Return the lengths of the trend's bars as links."""
    named = ((Step.MONTH, _("Tháng")), (Step.HALF, _("Nửa năm")), (Step.YEAR, _("Năm")))
    return tuple(
        Link(label, replace(asked, step=step).address() + "#trend", step is asked.step)
        for step, label in named
    )


def year_before(asked: Asked) -> Asked | None:
    """Return the same question a year before, None when the two would overlap."""
    before = a_year_before(asked.period)
    return replace(asked, period=before) if before.last < asked.period.first else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return dates.parse_day(text)
