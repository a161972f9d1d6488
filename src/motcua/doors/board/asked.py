"""What a visitor of the board asked for, read from the address; nonsense becomes this month."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.kit import dates
from motcua.oversight.indicators.behind import Cell
from motcua.oversight.indicators.rules import Dimension, Measure, Period, months_before
from motcua.ui.values import Link

LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class Asked:
    """A period and the lines of the table."""

    period: Period
    dimension: Dimension = Dimension.UNIT

    def address(self, name: str = "overview", **more: str) -> str:
        """Return the address of a page of the board for this question."""
        asked = {
            "from": self.period.first.isoformat(),
            "to": self.period.last.isoformat(),
            "by": str(self.dimension),
        }
        return f"{reverse(f'board:{name}')}?{urlencode(asked | more)}"

    def rows(self, measure: Measure, key: str = "") -> str:
        """Return the address of the rows behind one figure."""
        return self.address("rows", measure=str(measure), key=key)


def read(query: QueryDict, now: datetime) -> Asked:
    """Return the period and the dimension asked for."""
    today = dates.local(now).date()
    first = _day(query.get("from", "")) or today.replace(day=1)
    last = _day(query.get("to", "")) or today
    if not timedelta(0) <= last - first <= LONGEST:
        first, last = today.replace(day=1), today
    wanted = query.get("by", "")
    return Asked(
        Period(first, last), Dimension(wanted) if wanted in list(Dimension) else Dimension.UNIT
    )


def cell_of(query: QueryDict, asked: Asked) -> Cell:
    """Return which figure was opened; an unknown one is all that was to be settled."""
    measure = query.get("measure", "")
    known = Measure(measure) if measure in list(Measure) else Measure.TO_SETTLE
    return Cell(known, asked.dimension, query.get("key", "")[:40])


def periods(asked: Asked, now: datetime) -> tuple[Link, ...]:
    """Return the usual periods as links: today, this month, the last, the year so far."""
    today = dates.local(now).date()
    before, _this = months_before(today, 2)
    named = (
        (_("Hôm nay"), Period(today, today)),
        (_("Tháng này"), Period(today.replace(day=1), today)),
        (_("Tháng trước"), before),
        (_("Từ đầu năm"), Period(today.replace(month=1, day=1), today)),
    )
    return tuple(
        Link(label, replace(asked, period=period).address(), period == asked.period)
        for label, period in named
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return dates.parse_day(text)
