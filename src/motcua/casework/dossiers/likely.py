"""When a dossier will be settled, told by those like it: a span in which four of five end.

Like are those of the same version, settled lately by the same unit, or by any where that one has
settled few. Compared are working minutes from reception to settlement, with what paused them: it
may still happen to this one too. A forecast is never a promise, and moves no clock.
Basis: screens, move 4 (the forecast's span, and how often it holds)
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from motcua.engine.worktime import OffTheCalendar, WorkCalendar
from motcua.registers.calendar.queries import calendar_of

SHARE_PERCENT = 80
LIKE, LEAST = 400, 30
"""So many of the newest are compared; with fewer nothing is forecast."""
_REMEMBERED, _MOST = timedelta(hours=1), 2000
_SETTLED = """
SELECT received_at, finished_at FROM dossiers_dossier
 WHERE version_id = %(version)s AND state IN ('finished', 'returned') AND finished_at < %(now)s
   AND received_at IS NOT NULL AND (%(unit)s = 0 OR competent_unit_id = %(unit)s)
 ORDER BY finished_at DESC LIMIT %(most)s
"""


@dataclass(frozen=True)
class Likely:
    """The span, its ends included, and of how many like dossiers that took longer it is told."""

    first: datetime
    last: datetime
    of: int


@dataclass(frozen=True)
class Like:
    """How many working minutes each like dossier took, ascending, by one calendar."""

    calendar: WorkCalendar
    minutes: Sequence[int]

    def end_of(self, received_at: datetime, now: datetime) -> Likely | None:
        """Return the span for a dossier that is not settled now.

        None with too few to compare, or where the span leaves the known calendar.
        """
        try:
            return self._span(received_at, now)
        except OffTheCalendar:
            return None

    def _span(self, received_at: datetime, now: datetime) -> Likely | None:
        began = self.calendar.minutes_before(received_at)
        cut = bisect_right(self.minutes, self.calendar.minutes_before(now) - began)
        found = middle(self.minutes[cut:])
        if found is None:
            return None
        first, last = (self.calendar.instant_after(began + minutes) for minutes in found)
        return Likely(max(first, now), last, len(self.minutes) - cut)


def middle(ascending: Sequence[int]) -> tuple[int, int] | None:
    """Return the bounds of the middle four fifths, None of fewer than LEAST."""
    count = len(ascending)
    if count < LEAST:
        return None
    tail = count * (100 - SHARE_PERCENT) // 200
    return ascending[tail], ascending[count - 1 - tail]


def likely_end(
    version_id: int, unit_id: int, received_at: datetime, now: datetime
) -> Likely | None:
    """Return when such a dossier is likely settled; no statement while its like are remembered."""
    key = version_id, unit_id
    known = _known.get(key)
    if known is None or not known[0] <= now < known[0] + _REMEMBERED:
        if len(_known) >= _MOST:
            _known.clear()
        known = _known[key] = now, like(version_id, unit_id, now)
    return known[1].end_of(received_at, now)


_known: dict[tuple[int, int], tuple[datetime, Like]] = {}


def like(version_id: int, unit_id: int, now: datetime) -> Like:
    """Return what was settled before an instant; three statements at most."""
    calendar = calendar_of(unit_id)
    rows = _settled(version_id, unit_id, now)
    if len(rows) < LEAST:
        rows = _settled(version_id, 0, now)
    return Like(calendar, sorted(_taken(calendar, rows)))


def _taken(calendar: WorkCalendar, rows: Iterable[tuple[datetime, datetime]]) -> Iterator[int]:
    """Yield the working minutes of each, without those from before the known calendar."""
    for begin, end in rows:
        with suppress(OffTheCalendar):
            yield calendar.minutes_before(end) - calendar.minutes_before(begin)


def _settled(version_id: int, unit_id: int, now: datetime) -> list[tuple[datetime, datetime]]:
    facts: dict[str, Any] = {"version": version_id, "unit": unit_id, "now": now, "most": LIKE}
    with connection.cursor() as cursor:
        cursor.execute(_SETTLED, facts)
        found: list[tuple[datetime, datetime]] = cursor.fetchall()
    return found
