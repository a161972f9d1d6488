"""The legal clock: pauses, extension, lateness, transfer, and what it refuses."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.engine.worktime import (
    CalendarPlan,
    ClockEvent,
    ClockState,
    Extended,
    ImpossibleEvents,
    LimitRule,
    LimitUnit,
    Mode,
    NonsenseLimit,
    OffTheCalendar,
    Resumed,
    Suspended,
    WeekPlan,
    WorkCalendar,
    add_working_minutes,
    run_clock,
    transfer_due,
    working_minutes_between,
)
from motcua.engine.worktime.plan import CLOSED
from tests.engine.worktime.cast import (
    SAME_DAY,
    UNDEFINED,
    YEAR_2026,
    at,
    calendar_days,
    days,
    hours,
    local,
    months,
)

MINUTES = st.integers(0, 300 * 24 * 60)


def instant(minutes: int) -> datetime:
    return at("2026-01-05 00:00") + timedelta(minutes=minutes)


@given(MINUTES, st.integers(1, 5000))
def test_adding_working_minutes_and_counting_them_are_inverse(begin: int, minutes: int) -> None:
    later = add_working_minutes(YEAR_2026, instant(begin), minutes)
    assert working_minutes_between(YEAR_2026, instant(begin), later) == minutes
    earlier = add_working_minutes(YEAR_2026, instant(begin), -min(minutes, 1))
    assert working_minutes_between(YEAR_2026, earlier, instant(begin)) == 1


@given(MINUTES, MINUTES, st.integers(1, 40), st.sampled_from(Mode))
def test_received_later_is_never_due_earlier(a: int, b: int, amount: int, mode: Mode) -> None:
    first, second = sorted((a, b))
    dues = [
        run_clock(days(str(amount), mode), YEAR_2026, instant(n)).due_at for n in (first, second)
    ]
    assert dues[0] is not None
    assert dues[1] is not None
    assert dues[0] <= dues[1]


@given(MINUTES, st.integers(1, 40), st.sampled_from(Mode))
def test_a_longer_limit_is_due_later_and_always_while_work_is_done(
    begin: int, amount: int, mode: Mode
) -> None:
    shorter, longer = (
        run_clock(days(str(n), mode), YEAR_2026, instant(begin)).due_at
        for n in (amount, amount + 1)
    )
    assert shorter is not None
    assert longer is not None
    assert shorter < longer
    assert working_minutes_between(YEAR_2026, shorter - timedelta(minutes=1), shorter) == 1


@given(MINUTES, st.integers(0, 60 * 24 * 9), st.integers(0, 60 * 24 * 40), st.sampled_from(Mode))
def test_a_pause_never_brings_the_due_instant_nearer(
    begin: int, gap: int, pause: int, mode: Mode
) -> None:
    stop = instant(begin + gap)
    events = (Suspended(stop), Resumed(stop + timedelta(minutes=pause)))
    plain = run_clock(days("5", mode), YEAR_2026, instant(begin))
    paused = run_clock(days("5", mode), YEAR_2026, instant(begin), events)
    assert plain.due_at is not None
    assert paused.due_at is not None
    assert paused.due_at >= plain.due_at


def test_a_clock_started_and_stopped_ten_times_does_not_drift() -> None:
    events: list[ClockEvent] = []
    for n in range(10):
        events += [Suspended(at(f"2026-10-{12 + n // 2} {8 + n % 2 * 6:02}:10"))]
        events += [Resumed(events[-1].at + timedelta(minutes=7))]
    clock = run_clock(days("10", Mode.HOUR_EXACT), YEAR_2026, at("2026-10-12 08:00"), events)
    assert local(clock.due_at) == "2026-10-26 09:10"
    clock = run_clock(days("10"), YEAR_2026, at("2026-10-12 08:00"), events)
    assert local(clock.due_at) == "2026-10-26 17:00"


def test_the_day_of_a_stop_is_used_and_the_day_of_resuming_is_not() -> None:
    """3 days from Wednesday: Thursday used, stopped that day, resumed Tuesday: Wed and Thu left."""
    events = (Suspended(at("2026-10-15 09:00")), Resumed(at("2026-10-20 09:00")))
    clock = run_clock(days("3"), YEAR_2026, at("2026-10-14 10:00"), events)
    assert local(clock.due_at) == "2026-10-22 17:00"


def test_while_it_stands_the_last_promise_and_what_was_left_are_told() -> None:
    clock = run_clock(
        hours("8"), YEAR_2026, at("2026-10-14 07:00"), [Suspended(at("2026-10-14 09:00"))]
    )
    assert clock.state is ClockState.SUSPENDED
    assert local(clock.due_at) == "2026-10-14 17:00"
    assert (clock.consumed_minutes, clock.remaining_minutes) == (120, 360)


@pytest.mark.parametrize("rule", [days("3"), hours("24"), calendar_days(5), months(1), SAME_DAY])
def test_a_pause_after_the_promise_was_broken_heals_nothing(rule: LimitRule) -> None:
    due = run_clock(rule, YEAR_2026, at("2026-10-14 10:00")).due_at
    assert due is not None
    events = (Suspended(due + timedelta(hours=1)), Resumed(due + timedelta(days=9)))
    assert run_clock(rule, YEAR_2026, at("2026-10-14 10:00"), events).due_at == due


def test_an_extension_keeps_the_original_due_instant() -> None:
    agreed = at("2026-10-23 17:00")
    events = (Extended(at("2026-10-16 09:00"), agreed),)
    clock = run_clock(days("3"), YEAR_2026, at("2026-10-14 10:00"), events)
    assert (local(clock.original_due_at), clock.due_at) == ("2026-10-19 17:00", agreed)
    assert clock.is_extended


def test_a_pause_moves_both_the_original_and_the_agreed_due_instant() -> None:
    events = (
        Extended(at("2026-10-15 09:00"), at("2026-10-23 17:00")),
        Suspended(at("2026-10-16 09:00")),
        Resumed(at("2026-10-20 09:00")),
    )
    clock = run_clock(days("3"), YEAR_2026, at("2026-10-14 10:00"), events)
    assert local(clock.original_due_at) == "2026-10-21 17:00"
    assert local(clock.due_at) == "2026-10-27 17:00"


def test_late_is_told_in_working_minutes_below_nothing() -> None:
    clock = run_clock(hours("8"), YEAR_2026, at("2026-10-14 07:00"), at=at("2026-10-15 08:30"))
    assert clock.remaining_minutes == -90


def test_no_limit_no_due_instant() -> None:
    clock = run_clock(UNDEFINED, YEAR_2026, at("2026-10-14 10:00"))
    assert (clock.due_at, clock.remaining_minutes, clock.state) == (
        None,
        None,
        ClockState.UNDEFINED,
    )
    assert clock.steps == ()


def test_immediate_is_within_the_day_with_its_cut_off() -> None:
    rule = LimitRule(LimitUnit.IMMEDIATE)
    assert local(run_clock(rule, YEAR_2026, at("2026-10-14 10:00")).due_at) == "2026-10-14 17:00"
    assert local(run_clock(rule, YEAR_2026, at("2026-10-14 15:00")).due_at) == "2026-10-15 17:00"


@pytest.mark.parametrize(
    ("received", "amount", "expected"),
    [
        ("2026-01-30 09:00", 1, "2026-03-02 17:00"),
        ("2026-10-14 09:00", 1, "2026-11-16 17:00"),
        ("2026-03-31 09:00", 1, "2026-05-04 17:00"),
        ("2026-05-12 09:00", 3, "2026-08-12 17:00"),
    ],
)
def test_a_month_ends_on_its_date_or_its_last_day(
    received: str, amount: int, expected: str
) -> None:
    """28 Feb 2026 is a Saturday; 14 Nov too; 30 Apr is a holiday before a long weekend."""
    assert local(run_clock(months(amount), YEAR_2026, at(received)).due_at) == expected


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-10-14 14:59", "2026-10-14 17:00"),
        ("2026-10-14 15:00", "2026-10-15 07:00"),
        ("2026-10-16 15:30", "2026-10-19 07:00"),
        ("2026-10-17 10:00", "2026-10-19 17:00"),
    ],
)
def test_a_dossier_is_handed_over_the_same_day_or_first_thing_next(
    received: str, expected: str
) -> None:
    assert local(transfer_due(YEAR_2026, at(received))) == expected


@pytest.mark.parametrize(
    ("unit", "amount"),
    [("working_day", "0"), ("working_day", "-1"), ("calendar_day", "1.5"), ("month", "0.5")],
)
def test_a_limit_nobody_can_count_is_refused(unit: str, amount: str) -> None:
    with pytest.raises(NonsenseLimit):
        LimitRule(LimitUnit(unit), Decimal(amount))


@pytest.mark.parametrize(
    "events",
    [
        (Suspended(at("2026-10-13 09:00")),),
        (Resumed(at("2026-10-15 09:00")),),
        (Suspended(at("2026-10-15 09:00")), Suspended(at("2026-10-16 09:00"))),
        (Suspended(at("2026-10-16 09:00")), Resumed(at("2026-10-15 09:00"))),
    ],
)
def test_events_that_cannot_have_happened_are_refused(events: tuple[ClockEvent, ...]) -> None:
    with pytest.raises(ImpossibleEvents):
        run_clock(days("3"), YEAR_2026, at("2026-10-14 10:00"), events)


def test_a_calendar_without_work_gives_no_date_rather_than_a_wrong_one() -> None:
    idle = WorkCalendar(CalendarPlan((WeekPlan(at("2026-01-01 00:00").date(), (CLOSED,) * 7),)))
    clock = run_clock(days("1"), idle, at("2026-10-14 10:00"))
    assert (clock.due_at, clock.is_provisional) == (None, True)
    with pytest.raises(OffTheCalendar):
        add_working_minutes(idle, at("2026-10-14 10:00"), 1)


def test_a_plan_comes_back_from_its_text_with_the_same_version() -> None:
    again = CalendarPlan.from_json(YEAR_2026.plan.to_json())
    assert WorkCalendar(again) == YEAR_2026
    assert len({WorkCalendar(again), YEAR_2026}) == 1
    assert YEAR_2026.version != WorkCalendar(CalendarPlan()).version
