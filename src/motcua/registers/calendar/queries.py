"""Readers: the calendar of a unit, today's or the one a deadline was computed with."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db import connection

from motcua.engine.worktime import CalendarPlan, WorkCalendar
from motcua.engine.worktime import Session as Stretch
from motcua.engine.worktime.plan import Sessions
from motcua.registers.calendar.models import (
    ApprovedYear,
    ExtraClosure,
    Holiday,
    KeptCalendar,
    Session,
    SwapDay,
    WorkWeek,
)
from motcua.registers.calendar.rules import Book, Closure, Week, plan_for

# One statement on every call: which edition holds now, and the unit with all above it.
_KEY = """
WITH RECURSIVE up AS (
  SELECT id, parent_id, 0 AS depth FROM organisation_unit WHERE id = %s
  UNION ALL
  SELECT u.id, u.parent_id, up.depth + 1 FROM organisation_unit u
  JOIN up ON u.id = up.parent_id WHERE up.depth < 20
)
SELECT (SELECT token FROM calendar_edition), ARRAY(SELECT id FROM up ORDER BY depth)
"""


class UnknownCalendar(LookupError):
    """No calendar of this version was ever kept."""


def calendar_of(unit_id: int | None) -> WorkCalendar:
    """Return the calendar a unit works by now; None means the one for everybody.

    One statement when the edition is known to this process. An edition's token is never used
    twice, so a change made or undone by any process is seen by the next call.
    """
    with connection.cursor() as cursor:
        cursor.execute(_KEY, [unit_id])
        token, chain = cursor.fetchone()
    return calendar_by(token, chain)


def calendar_by(token: UUID | None, chain: Sequence[int]) -> WorkCalendar:
    """Return the calendar of an edition for a unit and all above it (`chain`, nearest first)."""
    if token is None:
        return calendar_from(plan_for(Book()))
    book = _book(token)
    return _calendar(token, tuple(unit for unit in chain if unit in book.units_that_differ))


@lru_cache(maxsize=256)
def calendar_at(version: str) -> WorkCalendar:
    """Return the calendar of a version, as it was then. Raises UnknownCalendar."""
    text = KeptCalendar.objects.filter(version=version).values_list("plan", flat=True).first()
    if text is None:
        raise UnknownCalendar(version)
    return calendar_from(CalendarPlan.from_json(text))


def read_book() -> Book:
    """Read the whole register: six statements."""
    return Book(
        weeks=_weeks(),
        holidays=tuple(
            Holiday.objects.filter(is_observed=True).order_by("on").values_list("on", "name")
        ),
        swaps=tuple(SwapDay.objects.order_by("off_on").values_list("off_on", "works_on")),
        closures=tuple(
            Closure(*row)
            for row in ExtraClosure.objects.order_by("id").values_list(
                "unit_id", "first_on", "last_on", "reason"
            )
        ),
        approved_years=frozenset(ApprovedYear.objects.values_list("year", flat=True)),
    )


@lru_cache(maxsize=64)
def calendar_from(plan: CalendarPlan) -> WorkCalendar:
    """Lay a plan out as a table; units with the same days share it."""
    return WorkCalendar(plan)


@dataclass(frozen=True)
class DayRow:
    """A line of the year's list: a holiday, or one half of a swap."""

    on: date
    name: str
    is_worked: bool
    source: str


def days_of_year(year: int) -> tuple[DayRow, ...]:
    """Return the days of a year that differ for everybody, in order."""
    holidays = Holiday.objects.filter(on__year=year)
    rows = [DayRow(h.on, h.name, not h.is_observed, h.source) for h in holidays]
    for swap in SwapDay.objects.filter(off_on__year=year):
        rows.append(DayRow(swap.off_on, "Nghỉ hoán đổi", False, swap.source))
        rows.append(DayRow(swap.works_on, "Làm bù", True, swap.source))
    return tuple(sorted(rows, key=lambda row: row.on))


def approved_years() -> dict[int, str]:
    """Return the decided years with their decisions."""
    return dict(ApprovedYear.objects.order_by("year").values_list("year", "decision"))


def closures_of(unit_ids: frozenset[int]) -> tuple[tuple[int, Closure], ...]:
    """Return the closures of these units with their ids, latest first."""
    rows = ExtraClosure.objects.filter(unit_id__in=unit_ids).order_by("-first_on", "-id")
    return tuple((r.pk, Closure(r.unit_id, r.first_on, r.last_on, r.reason)) for r in rows)


@lru_cache(maxsize=4)
def _book(token: UUID) -> Book:
    return read_book()


@lru_cache(maxsize=256)
def _calendar(token: UUID, chain: tuple[int, ...]) -> WorkCalendar:
    return calendar_from(plan_for(_book(token), chain))


def _weeks() -> tuple[Week, ...]:
    rows: dict[int, list[list[Stretch]]] = defaultdict(lambda: [[] for _ in range(7)])
    for session in Session.objects.order_by("week_id", "weekday", "opens_at"):
        opens, closes = session.opens_at, session.closes_at
        rows[session.week_id][session.weekday - 1].append(
            Stretch(opens.hour * 60 + opens.minute, closes.hour * 60 + closes.minute)
        )
    return tuple(
        Week(week.unit_id, week.valid_from, week.valid_to, _frozen(rows[week.pk]))
        for week in WorkWeek.objects.order_by("valid_from", "id")
    )


def _frozen(days: list[list[Stretch]]) -> tuple[Sessions, ...]:
    return tuple(tuple(day) for day in days)
