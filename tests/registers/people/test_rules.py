"""Delays after wrong passwords, and the life of a session."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from motcua.registers.people.rules import LONGEST_DELAY, is_session_over, locked_until

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def test_four_mistakes_are_free() -> None:
    assert [locked_until(n, NOW) for n in range(5)] == [None] * 5


@given(st.integers(5, 10_000))
def test_the_delay_grows_and_stays_bearable(failures: int) -> None:
    one, more = locked_until(failures, NOW), locked_until(failures + 1, NOW)
    assert one is not None
    assert more is not None
    assert NOW < one <= more <= NOW + LONGEST_DELAY


@given(st.timedeltas(timedelta(), timedelta(hours=24)), st.timedeltas(timedelta(), timedelta(1)))
def test_a_session_ends_by_sleep_or_by_age(age: timedelta, slept: timedelta) -> None:
    over = is_session_over(NOW - age, NOW - slept, NOW)
    assert over == (age >= timedelta(hours=12) or slept >= timedelta(minutes=30))
