"""How many people come on a day: the week, the year's seasons, Tết, and growth since 2022."""

from collections.abc import Mapping
from datetime import date, timedelta

from motcua.engine.worktime import WorkCalendar
from motcua.engine.worktime.plan import DayKind
from motcua.registers.catalogue.rules import Channel

FIRST_DAY = date(2022, 1, 4)
_BY_MONTH = (0.92, 0.82, 1.12, 1.06, 1.0, 1.1, 1.16, 1.2, 1.02, 0.98, 0.96, 0.88)
_BY_WEEKDAY = (1.18, 1.04, 1.0, 0.96, 0.9, 0.4, 0.0)
_TET = "Tết Nguyên đán"
_BY_YEAR = {2022: 0.86, 2023: 0.96, 2024: 1.04, 2025: 1.06, 2026: 1.12}
_ONLINE = {2022: 0.2, 2023: 0.36, 2024: 0.5, 2025: 0.61, 2026: 0.7}
_POST = 0.05


def weight_of(day: date, calendar: WorkCalendar) -> float:
    """Return how busy a day is; nobody is received on a day of rest."""
    if not calendar.sessions(day):
        return 0.0
    season = _BY_MONTH[day.month - 1] * _BY_WEEKDAY[day.weekday()]
    return season * _BY_YEAR.get(day.year, 1.1) * _around_tet(day, calendar)


def _around_tet(day: date, calendar: WorkCalendar) -> float:
    """Quiet in the days before the long holiday, crowded for two weeks from the third day after."""
    if _is_tet(day, calendar, range(1, 6)):
        return 0.45
    if _is_tet(day, calendar, range(-3, 0)):
        return 0.6
    return 1.45 if _is_tet(day, calendar, range(-18, -3)) else 1.0


def _is_tet(day: date, calendar: WorkCalendar, ahead: range) -> bool:
    """Tell whether the lunar New Year lies so many days ahead."""
    if day.month > 3:
        return False
    specials = (calendar.special(day + timedelta(days=days)) for days in ahead)
    return any(one and one.kind is DayKind.HOLIDAY and _TET in one.name for one in specials)


def share_out(dossiers: int, weights: Mapping[date, float]) -> dict[date, int]:
    """Share dossiers out over days by weight; the sum is exact."""
    total, given, sofar = sum(weights.values()), 0, 0.0
    shares: dict[date, int] = {}
    for day, weight in weights.items():
        sofar += weight
        upto = round(dossiers * sofar / total)
        shares[day], given = upto - given, upto
    return shares


def online_share(day: date) -> float:
    """Return the part filed online: a fifth in 2022, more than two thirds in 2026."""
    part = (day.timetuple().tm_yday - 1) / 365
    now, then = _ONLINE.get(day.year, 0.7), _ONLINE.get(day.year + 1, 0.74)
    return now + (then - now) * part * 0.8


def channel_of(day: date, luck: float, open_ones: tuple[Channel, ...]) -> Channel:
    """Return how somebody files on that day, among the ways that are open."""
    online = online_share(day) if Channel.ONLINE in open_ones else 0.0
    if luck < online:
        return Channel.ONLINE
    is_by_post = Channel.POST in open_ones and luck > 1 - _POST
    return Channel.POST if is_by_post else Channel.COUNTER
