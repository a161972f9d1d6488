"""Working minutes as a table, laid out once: an act's instant is one look-up, its text another.

A position is what `WorkCalendar.minutes_before` counts. Instants are kept as whole seconds since
1970 (UTC); texts are ISO 8601 without zone, to which a template adds its own.
"""

from array import array
from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from motcua.engine.worktime import WorkCalendar
from motcua.kit.clock import VIETNAM
from motcua.kit.dates import moment as moment_of

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
HERE = 7 * 3600
"""Vietnam is seven hours ahead all year."""


class Moments:
    """The working minutes of one calendar from a first to a last day."""

    def __init__(self, calendar: WorkCalendar, first: date, last: date) -> None:
        self.calendar = calendar
        self.first, _ = calendar.minutes_of(first)
        self._days = array("l")
        self._starts = array("l")
        self._begins = array("q")
        self._after = array("q")
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            self._lay(date.fromordinal(ordinal))

    def _lay(self, day: date) -> None:
        midnight = int(datetime(day.year, day.month, day.day, tzinfo=VIETNAM).timestamp())
        self._days.append(day.toordinal())
        self._starts.append(self.first + len(self._begins))
        for opens, closes in self.calendar.sessions(day):
            begins = range(midnight + 60 * opens, midnight + 60 * closes, 60)
            self._begins.extend(begins)
            self._after.extend(second + 60 for second in begins)

    def begins(self, position: int) -> int:
        """Return the second at which a working minute begins."""
        return self._begins[position - self.first]

    def after(self, position: int) -> int:
        """Return the earliest second at which so many working minutes have gone by."""
        return self._after[position - self.first - 1]

    def position(self, second: int) -> int:
        """Return the working minutes gone by at a second."""
        return self.calendar.minutes_before(instant(second))

    def opening(self, day: date) -> tuple[int, int]:
        """Return the positions of a day's first minute and of the one after its last."""
        return self.calendar.minutes_of(day)

    def day_of(self, position: int) -> date:
        """Return the day on which a working minute lies."""
        return date.fromordinal(self._days[bisect_right(self._starts, position) - 1])


def instant(second: int) -> datetime:
    """Return the aware instant of a second."""
    return _EPOCH + timedelta(seconds=second)


def second_of(at: datetime) -> int:
    """Return the whole second of an instant."""
    return int(at.timestamp())


@lru_cache(maxsize=40_000)
def _day_text(day: int) -> str:
    return (_EPOCH + timedelta(days=day)).strftime("%Y-%m-%dT")


_TIMES = tuple(
    f"{minute // 60:02}:{minute % 60:02}:{second:02}"
    for minute in range(1440)
    for second in range(60)
)


def text_of(second: int) -> str:
    """Return `2026-03-02T01:15:33`, the instant in UTC."""
    day, rest = divmod(second, 86_400)
    return _day_text(day) + _TIMES[rest]


@lru_cache(maxsize=60_000)
def words_of(second: int) -> str:
    """Return `17:00 thứ Sáu 27/11/2026`, as notices tell an instant."""
    return moment_of(instant(second))


def local_date(second: int) -> date:
    """Return the day in Vietnam."""
    return (_EPOCH + timedelta(seconds=second + HERE)).date()
