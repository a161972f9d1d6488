"""The calendar of 2026 the handbook's examples are told in, and short ways to say an instant."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from motcua.engine.worktime import (
    CalendarPlan,
    DayKind,
    LimitRule,
    LimitUnit,
    Mode,
    SpecialDay,
    WorkCalendar,
)
from motcua.engine.worktime.plan import OFFICE_DAY
from motcua.kit.clock import VIETNAM


def at(text: str) -> datetime:
    """Read '2026-10-14 10:00' as an instant in Vietnam."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def local(instant: datetime | None) -> str:
    """Write an instant as `at` reads it."""
    assert instant is not None
    return instant.astimezone(VIETNAM).strftime("%Y-%m-%d %H:%M")


def off(first: str, days: int, name: str) -> list[SpecialDay]:
    """Return consecutive holidays."""
    begin = date.fromisoformat(first)
    return [SpecialDay(begin + timedelta(n), DayKind.HOLIDAY, name) for n in range(days)]


SPECIALS = (
    *off("2026-01-01", 1, "Tết Dương lịch"),
    *off("2026-02-16", 5, "Tết Nguyên đán"),
    *off("2026-04-27", 1, "Nghỉ bù Giỗ Tổ Hùng Vương"),
    *off("2026-04-30", 1, "Ngày Chiến thắng 30/4"),
    *off("2026-05-01", 1, "Quốc tế Lao động 1/5"),
    SpecialDay(date(2026, 8, 31), DayKind.OFF_IN_LIEU, "Nghỉ hoán đổi"),
    SpecialDay(date(2026, 8, 22), DayKind.WORKS_IN_LIEU, "Làm bù", OFFICE_DAY),
    *off("2026-09-01", 2, "Quốc khánh"),
)
YEAR_2026 = WorkCalendar(CalendarPlan(specials=SPECIALS, approved_years=frozenset({2026})))

SAME_DAY = LimitRule(LimitUnit.SAME_DAY)
UNDEFINED = LimitRule(LimitUnit.UNDEFINED)


def days(amount: str, mode: Mode = Mode.DAY_BOUNDARY) -> LimitRule:
    """Return a limit in working days."""
    return LimitRule(LimitUnit.WORKING_DAY, Decimal(amount), mode)


def hours(amount: str) -> LimitRule:
    """Return a limit in working hours."""
    return LimitRule(LimitUnit.WORKING_HOUR, Decimal(amount), Mode.HOUR_EXACT)


def calendar_days(amount: int) -> LimitRule:
    """Return a limit in calendar days."""
    return LimitRule(LimitUnit.CALENDAR_DAY, Decimal(amount))


def months(amount: int) -> LimitRule:
    """Return a limit in months."""
    return LimitRule(LimitUnit.MONTH, Decimal(amount))
