"""Time left in words and as the deadline chip: working days of eight hours, never a bare date."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.utils.translation import get_language, ngettext

from motcua.casework.dossiers.rules import PAUSED, Moments, State, Timeliness, timeliness
from motcua.engine.worktime import (
    OffTheCalendar,
    WorkCalendar,
    add_working_minutes,
    working_minutes_between,
)
from motcua.kit import dates
from motcua.ui.values import Due
from motcua.ui.words import said as _

DAY = 480
NEAR = DAY
"""A promise is near when at most one working day is left of it."""


@dataclass(frozen=True)
class Promised:
    """What the chip of a piece of work needs; `paused_at` counts only while the clock stands."""

    state: str
    received_at: datetime | None
    due_at: datetime | None
    original_due_at: datetime | None
    finished_at: datetime | None = None
    paused_at: datetime | None = None


def span(minutes: int) -> str:
    """Return working minutes as "2 ngày 4 giờ", "1 giờ 48 phút", "30 phút"."""
    return _span(abs(minutes), get_language())


@lru_cache(maxsize=16_384)
def _span(minutes: int, _language: str | None) -> str:
    """Say it once for each language: a page of work says it fifty times."""
    days, rest = divmod(minutes, DAY)
    hours, left = divmod(rest, 60)
    parts = []
    if days:
        parts.append(ngettext("%(n)s ngày", "%(n)s ngày", days) % {"n": days})
    if hours:
        parts.append(ngettext("%(n)s giờ", "%(n)s giờ", hours) % {"n": hours})
    if left and not days:
        parts.append(_("%(n)s phút") % {"n": left})
    return " ".join(parts) or _("0 phút")


def near_instant(calendar: WorkCalendar, now: datetime) -> datetime:
    """Return the instant up to which a promise is near."""
    try:
        return add_working_minutes(calendar, now, NEAR)
    except OffTheCalendar:
        return now


def chip(
    calendar: WorkCalendar, promised: Promised, now: datetime, near: datetime | None = None
) -> Due:
    """Return the deadline chip: state, time left or late, and the gauge of the limit.

    `near` is `near_instant` where a list has asked for it already.
    """
    moments = Moments(
        State(promised.state), promised.due_at, promised.original_due_at, promised.finished_at
    )
    stands = timeliness(moments, now=now, near=near or near_instant(calendar, now))
    if stands is Timeliness.NO_LIMIT or promised.due_at is None:
        return Due("none", "–", _("không có thời hạn"))
    if stands is Timeliness.PAUSED:
        return _paused(calendar, promised, now)
    if stands in (Timeliness.DONE_ON_TIME, Timeliness.DONE_LATE):
        return _done(promised, stands)
    return _running(calendar, promised, stands, now)


def is_paused(state: str) -> bool:
    """Tell whether the clock stands still in this state."""
    return State(state) in PAUSED


def between(calendar: WorkCalendar, begin: datetime, end: datetime) -> int:
    """Return working minutes, nought beyond the known calendar."""
    try:
        return working_minutes_between(calendar, begin, end)
    except OffTheCalendar:
        return 0


def _running(calendar: WorkCalendar, promised: Promised, stands: Timeliness, now: datetime) -> Due:
    broken = promised.original_due_at or promised.due_at
    used, tick = _used(calendar, promised, now)
    if stands is Timeliness.LATE and broken is not None:
        late = span(between(calendar, broken, now))
        return Due("late", _("Trễ %(span)s") % {"span": late}, _("quá hạn"), 100, 0, tick)
    left = span(between(calendar, now, promised.due_at)) if promised.due_at else ""
    if stands is Timeliness.NEAR_DUE:
        return Due("soon", left, _("sắp hạn"), used)
    return Due("ok", left, _("còn hạn"), used)


def _paused(calendar: WorkCalendar, promised: Promised, now: datetime) -> Due:
    since = promised.paused_at or now
    used, _tick = _used(calendar, promised, since)
    stood = span(between(calendar, since, now))
    return Due("pause", _("Dừng %(span)s") % {"span": stood}, _("tạm dừng"), used, min(30, 100))


def _done(promised: Promised, stands: Timeliness) -> Due:
    day = dates.day(promised.finished_at) if promised.finished_at else ""
    if stands is Timeliness.DONE_LATE:
        return Due("late", _("Xong %(day)s") % {"day": day}, _("trễ hẹn"), 100)
    return Due("ok", _("Xong %(day)s") % {"day": day}, _("đúng hẹn"), 100)


def _used(calendar: WorkCalendar, promised: Promised, now: datetime) -> tuple[int, int | None]:
    """Return how much of the limit is used, and where the promise lies once it is broken."""
    if promised.received_at is None or promised.due_at is None:
        return 0, None
    whole = between(calendar, promised.received_at, promised.due_at)
    gone = between(calendar, promised.received_at, now)
    if gone > whole > 0:
        return 100, 100 * whole // gone
    return (100 * gone // whole if whole else 100), None
