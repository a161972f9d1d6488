"""The ten worked examples of the handbook (section 4.7), word for word."""

import pytest

from motcua.engine.worktime import (
    ClockState,
    LimitRule,
    Mode,
    Resumed,
    StepState,
    Suspended,
    run_clock,
)
from tests.engine.worktime.cast import (
    SAME_DAY,
    YEAR_2026,
    at,
    calendar_days,
    days,
    hours,
    local,
)


def due(rule: LimitRule, started: str) -> str:
    return local(run_clock(rule, YEAR_2026, at(started)).due_at)


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-10-12 14:59", "2026-10-12 17:00"),
        ("2026-10-12 15:00", "2026-10-13 17:00"),
    ],
)
def test_1_the_same_day_ends_at_fifteen_hours(received: str, expected: str) -> None:
    assert due(SAME_DAY, received) == expected


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-10-16 15:30", "2026-10-19 17:00"),
        ("2026-02-13 15:30", "2026-02-23 17:00"),
    ],
)
def test_2_after_the_cut_off_on_friday_monday_or_after_tet(received: str, expected: str) -> None:
    assert due(SAME_DAY, received) == expected


@pytest.mark.parametrize(
    ("mode", "expected"),
    [(Mode.DAY_BOUNDARY, "2026-10-19 17:00"), (Mode.HOUR_EXACT, "2026-10-19 10:00")],
)
def test_3_three_working_days_from_wednesday(mode: Mode, expected: str) -> None:
    assert due(days("3", mode), "2026-10-14 10:00") == expected


def test_4_the_reception_clock_of_a_saturday_filing_runs_on_monday() -> None:
    clock = run_clock(hours("8"), YEAR_2026, at("2026-10-17 20:00"))
    assert local(clock.calendar.opening_from(clock.started_at)) == "2026-10-19 07:00"
    assert local(clock.due_at) == "2026-10-19 17:00"


def test_5_after_thirty_days_of_pause_six_working_days_are_left() -> None:
    """Received Friday, 4 days used when it stopped on Thursday 1 Oct, resumed Tuesday 3 Nov."""
    events = (Suspended(at("2026-10-01 16:00")), Resumed(at("2026-11-03 08:00")))
    clock = run_clock(days("10"), YEAR_2026, at("2026-09-25 09:00"), events)
    counted = [step.day.isoformat() for step in clock.steps if step.state is StepState.COUNTED]
    assert counted[:4] == ["2026-09-28", "2026-09-29", "2026-09-30", "2026-10-01"]
    assert counted[4:] == [f"2026-11-{day:02}" for day in (4, 5, 6, 9, 10, 11)]
    assert local(clock.due_at) == "2026-11-11 17:00"


def test_5_by_the_hour_exactly_what_was_left_runs_on() -> None:
    events = (Suspended(at("2026-10-02 09:00")), Resumed(at("2026-11-03 08:00")))
    rule = days("10", Mode.HOUR_EXACT)
    clock = run_clock(rule, YEAR_2026, at("2026-09-28 09:00"), events)
    assert clock.consumed_minutes == 4 * 480
    assert local(clock.due_at) == "2026-11-11 08:00"
    assert clock.remaining_minutes == 6 * 480


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-10-03 09:00", "2026-10-20 17:00"),
        ("2026-10-09 09:00", "2026-10-26 17:00"),
        ("2026-04-15 09:00", "2026-05-04 17:00"),
    ],
)
def test_6_calendar_days_roll_off_rest_days(received: str, expected: str) -> None:
    """Saturday 3 Oct starts Monday 5th and ends Tuesday 20th; 9 Oct ends on a Saturday."""
    assert due(calendar_days(15), received) == expected


def test_6_fifteen_calendar_days_ending_on_sunday_are_due_on_monday() -> None:
    assert due(calendar_days(13), "2026-10-12 09:00") == "2026-10-26 17:00"


@pytest.mark.parametrize("mode", Mode)
def test_7_a_quarter_of_a_working_day_is_two_hours(mode: Mode) -> None:
    assert due(days("0.25", mode), "2026-10-14 16:30") == "2026-10-15 08:30"


def test_8_received_on_a_holiday_the_clock_starts_with_the_next_session() -> None:
    assert due(hours("1"), "2026-09-02 09:00") == "2026-09-03 08:00"
    assert due(days("1"), "2026-09-02 09:00") == "2026-09-04 17:00"


def test_9_a_working_saturday_counts_and_the_day_off_for_it_does_not() -> None:
    assert due(days("1"), "2026-08-21 10:00") == "2026-08-22 17:00"
    assert due(days("1"), "2026-08-28 10:00") == "2026-09-03 17:00"


def test_10_past_the_approved_years_a_date_is_provisional() -> None:
    clock = run_clock(days("30"), YEAR_2026, at("2026-11-19 10:00"))
    assert local(clock.due_at) == "2026-12-31 17:00"
    assert not clock.is_provisional
    clock = run_clock(days("31"), YEAR_2026, at("2026-11-19 10:00"))
    assert local(clock.due_at) == "2027-01-01 17:00"
    assert clock.is_provisional
    clock = run_clock(days("30"), YEAR_2026, at("2060-12-20 10:00"))
    assert (clock.due_at, clock.state, clock.is_provisional) == (None, ClockState.UNDEFINED, True)
