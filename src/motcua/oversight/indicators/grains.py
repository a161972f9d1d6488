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
    """Rows of one grain that begin between two days, both included; `sign` -1 takes them away."""

    grain: Grain
    first: date
    last: date
    sign: int = 1


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
    """Cut a stretch into whole years, whole months and the days at its edges.

    Most of a month at an edge is the whole month without its other days; so is most of a year.
    """
    day, month, year = grains
    months = _whole(first, last, is_year=False)
    yield from _edges((day, month), (first, last), months, is_year=False)
    if months:
        years = _whole(first, last, is_year=True)
        yield from _edges((month, year), months, years, is_year=True)
        if years:
            yield Span(year, *years)


_Stretch = tuple[date, date]


def _edges(
    grains: tuple[Grain, Grain], around: _Stretch, inner: _Stretch | None, *, is_year: bool
) -> Iterator[Span]:
    """Yield what lies before and after the inner stretch; without one, two at most are touched."""
    first, last = around
    middle = max(_begin(last, is_year), first)
    begin, end = inner or (middle, middle - _DAY)
    if first < begin:
        yield from _shorter(grains, (first, begin - _DAY), is_year=is_year)
    if end < last:
        yield from _shorter(grains, (end + _DAY, last), is_year=is_year)


def _shorter(grains: tuple[Grain, Grain], edge: _Stretch, *, is_year: bool) -> Iterator[Span]:
    """Yield an edge by itself, or as the whole that it ends or begins without the rest of it."""
    (fine, coarse), (first, last) = grains, edge
    whole = _begin(first, is_year), _following(first, is_year) - _DAY
    rest = (whole[0], first - _DAY) if last == whole[1] else (last + _DAY, whole[1])
    touches = last == whole[1] or first == whole[0]
    if touches and rest[1] - rest[0] < last - first:
        yield Span(coarse, *whole)
        yield Span(fine, *rest, sign=-1)
    else:
        yield Span(fine, first, last)


def _whole(first: date, last: date, *, is_year: bool) -> tuple[date, date] | None:
    """Return the first and last day of the whole months or years in a stretch, if any."""
    begin = first if first == _begin(first, is_year) else _following(first, is_year)
    end = last if last == LAST_DAY else _begin(last + _DAY, is_year) - _DAY
    return (begin, end) if begin < end else None


def _begin(day: date, is_year: bool) -> date:
    return day.replace(month=1, day=1) if is_year else day.replace(day=1)


def _following(day: date, is_year: bool) -> date:
    return _begin(_begin(day, is_year) + timedelta(days=366 if is_year else 31), is_year)
