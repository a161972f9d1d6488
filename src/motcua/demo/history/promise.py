"""The promise made at reception, by the real clock, remembered by day."""

from functools import lru_cache

from motcua.demo.history.moments import HERE, instant, second_of
from motcua.engine.worktime import LimitRule, WorkCalendar, run_clock

_MORNING, _AFTERNOON = 8 * 3600, 16 * 3600


def first_promise(rule: LimitRule, calendar: WorkCalendar, second: int) -> tuple[int, bool]:
    """Return the due second of a dossier received at a second, and whether it is provisional.

    Limits that do not run by the hour depend on the day and on whether the cut-off has passed; the
    dossiers of half a day share one reckoning.
    """
    if not rule.runs_by_the_hour:
        local = (second + HERE) % 86_400
        is_early = local < 3600 * rule.cut_off.hour + 60 * rule.cut_off.minute
        second += (_MORNING if is_early else _AFTERNOON) - local
    return _promise(rule, calendar, second)


@lru_cache(maxsize=200_000)
def _promise(rule: LimitRule, calendar: WorkCalendar, second: int) -> tuple[int, bool]:
    clock = run_clock(rule, calendar, instant(second))
    if clock.due_at is None:
        raise LookupError(rule)
    return second_of(clock.due_at), clock.is_provisional
