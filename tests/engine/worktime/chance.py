"""Random calendars and random dossiers, the same for the engine and for the walked world."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from motcua.engine.worktime import (
    CalendarPlan,
    DayKind,
    LimitRule,
    LimitUnit,
    Mode,
    Session,
    SpecialDay,
    WeekPlan,
    WorkCalendar,
)
from motcua.engine.worktime.plan import CLOSED, Sessions
from tests.engine.worktime.world import DAY, QUARTER, Stop, World

FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
DAYS = (
    "07:00-11:30 13:30-17:00",
    "07:30-12:00 13:00-16:30",
    "08:00-12:00",
    "07:00-19:00",
    "06:45-10:15 11:00-11:15 14:00-17:30",
    "13:00-20:00",
    "07:00-11:30 13:30-17:00",
)
SATURDAYS = ("", "", "07:00-11:30", "07:30-11:30 13:30-15:00")


@dataclass(frozen=True)
class Case:
    """One dossier: the limit, when it came, when it stood still, what was agreed later."""

    rule: LimitRule
    start: datetime
    stops: list[Stop]
    is_open: bool
    extended: tuple[datetime, datetime] | None
    at: datetime


def sessions(text: str) -> Sessions:
    """Read sessions separated by blanks."""
    return tuple(map(Session.of, text.split()))


def week(chance: Random, begin: date) -> WeekPlan:
    """Return a week whose Monday to Friday are alike."""
    working, saturday = sessions(chance.choice(DAYS)), sessions(chance.choice(SATURDAYS))
    return WeekPlan(begin, (working,) * 5 + (saturday, CLOSED))


def special_days(chance: Random, first: WeekPlan) -> list[SpecialDay]:
    """Return Tết, some holidays, swaps and a closure."""
    found: dict[date, SpecialDay] = {}
    tet = date(2026, 1, 20) + chance.randrange(30) * DAY
    for n in range(chance.randrange(5, 10)):
        found[tet + n * DAY] = SpecialDay(tet + n * DAY, DayKind.HOLIDAY, "Tết Nguyên đán")
    for _ in range(chance.randrange(15)):
        on = FIRST + chance.randrange(700) * DAY
        found[on] = SpecialDay(on, DayKind.HOLIDAY, "Lễ")
    for _ in range(chance.randrange(4)):
        monday = FIRST + timedelta(4 + 7 * chance.randrange(90))
        saturday = monday + 5 * DAY
        found[monday] = SpecialDay(monday, DayKind.OFF_IN_LIEU, "Nghỉ hoán đổi")
        found[saturday] = SpecialDay(saturday, DayKind.WORKS_IN_LIEU, "Làm bù", first.days[0])
    return list(found.values())


def calendar(chance: Random) -> tuple[WorkCalendar, World]:
    """Return one random calendar, once as the engine has it and once as a bag of quarters."""
    weeks = [week(chance, FIRST)]
    if chance.random() < 0.5:
        weeks.append(week(chance, date(2026, chance.randrange(3, 11), 15)))
    specials = special_days(chance, weeks[0])
    plan = CalendarPlan(tuple(weeks), tuple(specials), frozenset({2026}))
    return WorkCalendar(plan, FIRST, LAST), World(_quarters(weeks, specials))


def _quarters(weeks: list[WeekPlan], specials: list[SpecialDay]) -> dict[date, list[datetime]]:
    bag = {}
    odd = {special.on: special.sessions for special in specials}
    for n in range((LAST - FIRST).days + 1):
        day = FIRST + n * DAY
        usual = max((w for w in weeks if w.valid_from <= day), key=lambda w: w.valid_from)
        midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the world is local
        bag[day] = [
            midnight + q * QUARTER
            for q in range(96)
            for s in odd.get(day, usual.days[day.weekday()])
            if s.opens <= q * 15 < s.closes
        ]
    return bag


def limit(chance: Random) -> LimitRule:
    """Return a limit in any unit but the undefined."""
    unit = chance.choice([u for u in LimitUnit if u is not LimitUnit.UNDEFINED])
    amounts = {
        LimitUnit.WORKING_DAY: Decimal(
            chance.choice(["1", "2", "3", "5", "7", "10", "15", "20", "0.25", "2.5"])
        ),
        LimitUnit.WORKING_HOUR: Decimal(chance.randrange(1, 120)) / 4,
        LimitUnit.CALENDAR_DAY: Decimal(chance.randrange(1, 40)),
        LimitUnit.MONTH: Decimal(chance.randrange(1, 4)),
    }
    return LimitRule(unit, amounts.get(unit, Decimal(0)), chance.choice(list(Mode)))


def case(chance: Random) -> Case:
    """Return a random dossier."""
    rule = limit(chance)
    start = instant(chance, datetime(2026, 1, 5), 270)  # noqa: DTZ001 - the world is local
    stops, last = [], start
    for _ in range(chance.choice([0, 0, 1, 1, 2, 3])):
        begin = instant(chance, last, chance.choice([1, 4, 20]))
        last = instant(chance, begin, chance.choice([1, 3, 30]))
        stops.append(Stop(begin, last))
    is_open = bool(stops) and chance.random() < 0.2
    extended = None
    if not is_open and chance.random() < 0.3 and rule.unit not in TODAY:
        when = instant(chance, last, 10)
        extended = (when, instant(chance, when, 20) + QUARTER)
        if chance.random() < 0.5:
            begin = instant(chance, when, 10)
            stops.append(Stop(begin, instant(chance, begin, 20)))
    ends = [start, *(stop.end for stop in stops), *(extended or ())[:1]]
    return Case(rule, start, stops, is_open, extended, instant(chance, max(ends), 15))


TODAY = {LimitUnit.SAME_DAY, LimitUnit.IMMEDIATE}


def instant(chance: Random, after: datetime, days: int) -> datetime:
    """Return an instant on a quarter, up to so many days later, often inside office hours."""
    if chance.random() < 0.1:
        return after
    found = after + chance.randrange(days * 96) * QUARTER
    if chance.random() < 0.6:
        found = max(after, found.replace(hour=chance.randrange(7, 18)))
    return found
