"""How time is cut for the rollups: days, months and years, so that a sum reads few rows. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from motcua.oversight.indicators.rules import Period

LAST_DAY = date.max
_DAY = timedelta(days=1)


class Grain(StrEnum):
    """The time and the fineness of a row: by unit, procedure and channel, or without procedure."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNIT_DAY = "unit_day"
    UNIT_MONTH = "unit_month"
    UNIT_YEAR = "unit_year"


FINE = (Grain.DAY, Grain.MONTH, Grain.YEAR)
BY_UNIT = (Grain.UNIT_DAY, Grain.UNIT_MONTH, Grain.UNIT_YEAR)


@dataclass(frozen=True)
class Span:
    """Rows of one grain that begin between two days, both included."""

    grain: Grain
    first: date
    last: date


@dataclass(frozen=True)
class Bucket:
    """A stretch of time without overlap; `period` is its place among those asked, None between."""

    first: date
    last: date
    period: int | None


def buckets(periods: Sequence[Period], today: date) -> tuple[Bucket, ...]:
    """Return the periods, the gaps between them and what follows the last, the oldest first.

    A period that reaches today takes in all that is to come. Raises ValueError when two overlap.
    """
    found: list[Bucket] = []
    ordered = sorted(range(len(periods)), key=lambda n: periods[n].first)
    for n in ordered:
        first, last = periods[n].first, periods[n].last
        if found and found[-1].last >= first:
            raise ValueError(periods)
        if found and found[-1].last + _DAY < first:
            found.append(Bucket(found[-1].last + _DAY, first - _DAY, None))
        found.append(Bucket(first, last if last < today else LAST_DAY, n))
    if found[-1].last < LAST_DAY:
        found.append(Bucket(found[-1].last + _DAY, LAST_DAY, None))
    return tuple(found)


def spans(first: date, last: date, grains: tuple[Grain, Grain, Grain]) -> Iterator[Span]:
    """Cut a stretch into whole years, whole months and the days at its edges."""
    day, month, year = grains
    years = _whole(first, last, is_year=True)
    months = _whole(first, last, is_year=False)
    yield from _around(day, first, last, months)
    if months:
        yield from _around(month, *months, years)
    if years:
        yield Span(year, *years)


def _around(
    grain: Grain, first: date, last: date, inner: tuple[date, date] | None
) -> Iterator[Span]:
    """Yield what lies before and after the inner stretch, or all when there is none."""
    if inner is None:
        yield Span(grain, first, last)
        return
    if first < inner[0]:
        yield Span(grain, first, inner[0] - _DAY)
    if inner[1] < last:
        yield Span(grain, inner[1] + _DAY, last)


def _whole(first: date, last: date, *, is_year: bool) -> tuple[date, date] | None:
    """Return the first and last day of the whole months or years in a stretch, if any."""
    begin = first if first == _begin(first, is_year) else _following(first, is_year)
    end = last if last == LAST_DAY else _begin(last + _DAY, is_year) - _DAY
    return (begin, end) if begin < end else None


def _begin(day: date, is_year: bool) -> date:
    return day.replace(month=1, day=1) if is_year else day.replace(day=1)


def _following(day: date, is_year: bool) -> date:
    return _begin(_begin(day, is_year) + timedelta(days=366 if is_year else 31), is_year)
