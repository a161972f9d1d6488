"""Time left in words and as the deadline chip: working days of eight hours, never a bare date."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

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
from motcua.ui.words import Say, speaker

DAY = 480
NEAR = DAY
"""A promise is near when at most one working day is left of it."""


class Promised(NamedTuple):
    """What the chip of a piece of work needs; `paused_at` counts only while the clock stands."""

    state: str
    received_at: datetime | None
    due_at: datetime | None
    original_due_at: datetime | None
    finished_at: datetime | None = None
    paused_at: datetime | None = None


@dataclass(frozen=True)
class Present:
    """What every row of a page is held against; made once for a page, see `present`.

    `near` is the instant up to which a promise is near, `gone` the working minutes gone by now.
    """

    calendar: WorkCalendar
    now: datetime
    near: datetime
    gone: int | None
    say: Say
    language: str | None

    @property
    def is_english(self) -> bool:
        """Tell whether the reader wants English names."""
        return (self.language or "vi").startswith("en")

    def until(self, at: datetime | None) -> int | None:
        """Return the working minutes gone by at an instant, None beyond the known calendar."""
        try:
            return self.calendar.minutes_before(at) if at else None
        except OffTheCalendar:
            return None

    def span(self, begin: int | None, end: int | None) -> str:
        """Say what lies between two such numbers."""
        return _span(abs(_between(begin, end)), self.language)


def present(calendar: WorkCalendar, now: datetime) -> Present:
    """Return the present of a page, in its reader's language."""
    near, language = near_instant(calendar, now), get_language()
    try:
        gone = calendar.minutes_before(now)
    except OffTheCalendar:
        gone = None
    return Present(calendar, now, near, gone, speaker(), language)


def span(minutes: int) -> str:
    """Return working minutes as "2 ngày 4 giờ", "1 giờ 48 phút", "30 phút"."""
    return _span(abs(minutes), get_language())


@lru_cache(maxsize=16_384)
def _span(minutes: int, _language: str | None) -> str:
    """Say it once for each language: a page of work says it fifty times."""
    _ = speaker()
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


def chip(promised: Promised, held: Present) -> Due:
    """Return the deadline chip: state, time left or late, and the gauge of the limit."""
    _ = held.say
    moments = Moments(
        State(promised.state), promised.due_at, promised.original_due_at, promised.finished_at
    )
    stands = timeliness(moments, now=held.now, near=held.near)
    if stands is Timeliness.NO_LIMIT or promised.due_at is None:
        return Due("none", "–", _("không có thời hạn"))
    if stands is Timeliness.PAUSED:
        return _paused(promised, held)
    if stands in (Timeliness.DONE_ON_TIME, Timeliness.DONE_LATE):
        return _done(promised, stands, held)
    return _running(promised, stands, held)


def is_paused(state: str) -> bool:
    """Tell whether the clock stands still in this state."""
    return State(state) in PAUSED


def between(calendar: WorkCalendar, begin: datetime, end: datetime) -> int:
    """Return working minutes, nought beyond the known calendar."""
    try:
        return working_minutes_between(calendar, begin, end)
    except OffTheCalendar:
        return 0


def _running(promised: Promised, stands: Timeliness, held: Present) -> Due:
    _, due = held.say, held.until(promised.due_at)
    used, tick = _used(held.until(promised.received_at), due, held.gone)
    if stands is Timeliness.LATE:
        since = held.until(promised.original_due_at or promised.due_at)
        late = _("Trễ %(span)s") % {"span": held.span(since, held.gone)}
        # No minute of work has gone by since: the evening of the last day, a weekend.
        late = _("Vừa hết hạn") if since is not None and since == held.gone else late
        return Due("late", late, _("quá hạn"), 100, 0, tick)
    left = held.span(held.gone, due)
    if stands is Timeliness.NEAR_DUE:
        return Due("soon", left, _("sắp hạn"), used)
    return Due("ok", left, _("còn hạn"), used)


def _paused(promised: Promised, held: Present) -> Due:
    _, since = held.say, held.until(promised.paused_at or held.now)
    used, _tick = _used(held.until(promised.received_at), held.until(promised.due_at), since)
    stood = held.span(since, held.gone)
    return Due("pause", _("Dừng %(span)s") % {"span": stood}, _("tạm dừng"), used, min(30, 100))


def _done(promised: Promised, stands: Timeliness, held: Present) -> Due:
    _, day = held.say, dates.day(promised.finished_at) if promised.finished_at else ""
    if stands is Timeliness.DONE_LATE:
        return Due("late", _("Xong %(day)s") % {"day": day}, _("trễ hẹn"), 100)
    return Due("ok", _("Xong %(day)s") % {"day": day}, _("đúng hẹn"), 100)


def _between(begin: int | None, end: int | None) -> int:
    return 0 if begin is None or end is None else end - begin


def _used(received: int | None, due: int | None, now: int | None) -> tuple[int, int | None]:
    """Return how much of the limit is used, and where the promise lies once it is broken."""
    if received is None:
        return 0, None
    whole, gone = _between(received, due), _between(received, now)
    if gone > whole > 0:
        return 100, 100 * whole // gone
    return (100 * gone // whole if whole else 100), None
