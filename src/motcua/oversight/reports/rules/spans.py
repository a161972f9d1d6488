"""Periods of reports: halves, quarters, years, months, and the same days a year before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from motcua.kit import dates
from motcua.oversight.indicators.rules import Period

_ROMAN = ("I", "II", "III", "IV")
_MONTHS = {"half": 6, "quarter": 3, "month": 1, "year": 12}


class Span(StrEnum):
    """A kind of period."""

    HALF = "half"
    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"


@dataclass(frozen=True)
class Named:
    """A usual period and its kind; `number` counts within the year from 1."""

    span: Span
    number: int
    period: Period


def usual_spans(today: date) -> Iterator[Named]:
    """Yield the periods one reports on: this and last year's, the newest of each kind first."""
    for span, count in ((Span.HALF, 4), (Span.YEAR, 2), (Span.QUARTER, 6), (Span.MONTH, 13)):
        yield from _back_from(today, span, count)


def _back_from(today: date, span: Span, count: int) -> Iterator[Named]:
    length = _MONTHS[span]
    month = (today.month - 1) // length * length + 1
    first = date(today.year, month, 1)
    for _nth in range(count):
        yield Named(span, (first.month - 1) // length + 1, Period(first, _end(first, length)))
        first = _add(first, -length)


def _add(first: date, months: int) -> date:
    at = first.year * 12 + first.month - 1 + months
    return date(at // 12, at % 12 + 1, 1)


def _end(first: date, months: int) -> date:
    return _add(first, months) - timedelta(days=1)


def _known(period: Period) -> Named | None:
    first = period.first
    for span, length in ((Span(key), months) for key, months in _MONTHS.items()):
        begins = first.day == 1 and (first.month - 1) % length == 0
        if begins and period.last == _end(first, length):
            return Named(span, (first.month - 1) // length + 1, period)
    return None


def a_year_before(period: Period) -> Period:
    """Return the same days of last year; the last day of a month stays the last."""
    is_month_end = (period.last + timedelta(days=1)).day == 1
    first, last = _year_back(period.first), _year_back(period.last)
    return Period(first, _end(last.replace(day=1), 1) if is_month_end else last)


def _year_back(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)


def name_of(period: Period) -> str:
    """Return the period as a Vietnamese document names it."""
    named = _known(period)
    year = period.first.year
    if named is None:
        return f"từ ngày {dates.day(period.first)} đến ngày {dates.day(period.last)}"
    if named.span is Span.HALF:
        return f"6 tháng {'đầu' if named.number == 1 else 'cuối'} năm {year}"
    if named.span is Span.QUARTER:
        return f"quý {_ROMAN[named.number - 1]} năm {year}"
    return f"năm {year}" if named.span is Span.YEAR else f"tháng {named.number} năm {year}"
