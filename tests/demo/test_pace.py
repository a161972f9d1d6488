"""The pace of told lives: a past that was settled elsewhere is over when the history ends."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from motcua.demo.history.moments import Moments
from motcua.demo.history.pace import positions
from motcua.demo.history.paths import Beat, Path
from motcua.demo.history.script import Key, Script
from motcua.engine.worktime import CalendarPlan, LimitRule, WorkCalendar

UNTIL = date(2026, 11, 20)
CALENDAR = WorkCalendar(CalendarPlan())
TAKEN_OVER = Script(
    Key(1, date(2026, 7, 6), "counter", Path.IMPORTED, is_one_place=True),
    beats=[Beat("begin"), Beat("work", 960)],
)


@dataclass(frozen=True)
class Setting:
    """A calendar whose history ends on a day."""

    until: date
    moments: Moments = field(
        default_factory=lambda: Moments(CALENDAR, date(2021, 12, 1), UNTIL + timedelta(days=60))
    )
    rules: dict[tuple[int, str], LimitRule] = field(default_factory=dict)


SETTING = Setting(UNTIL)


@given(before_the_end=st.integers(1, 3000), luck=st.integers(0, 2**32))
def test_what_was_taken_over_is_never_open(before_the_end: int, luck: int) -> None:
    end, _ = SETTING.moments.opening(UNTIL)
    begun = end - before_the_end
    places = positions(SETTING, TAKEN_OVER, begun, 1, Random(luck))
    assert len(places) == len(TAKEN_OVER.beats)
    assert places == sorted(set(places))
    assert places[-1] < end - 1
    assert places[0] == begun or before_the_end <= len(places)
