"""The engine and a world walked step by step give the same answers in 100,000 random cases."""

from datetime import datetime
from random import Random

import pytest

from motcua.engine.worktime import (
    Clock,
    ClockEvent,
    ClockState,
    Extended,
    LimitUnit,
    Resumed,
    StepState,
    Suspended,
    WorkCalendar,
    run_clock,
)
from motcua.kit.clock import VIETNAM
from tests.cases import quick_first
from tests.engine.worktime.chance import Case, calendar, case
from tests.engine.worktime.world import DAY, Stop, World, month_later

CASES_PER_WORLD = 200


def aware(at: datetime) -> datetime:
    return at.replace(tzinfo=VIETNAM)


def naive(at: datetime | None) -> datetime:
    assert at is not None
    return at.astimezone(VIETNAM).replace(tzinfo=None)


def engine(calendar: WorkCalendar, told: Case) -> Clock:
    events: list[ClockEvent] = []
    for stop in told.stops:
        events += [Suspended(aware(stop.begin), "supplement"), Resumed(aware(stop.end))]
    if told.extended:
        when, due = map(aware, told.extended)
        before = sum(event.at <= when for event in events)
        events.insert(before - before % 2, Extended(when, due))
    events = events[:-1] if told.is_open else events
    return run_clock(told.rule, calendar, aware(told.start), events, aware(told.at))


def original(world: World, told: Case, stops: list[Stop]) -> datetime:
    rule, opens = told.rule, world.opens(told.start).date()
    if rule.runs_by_the_hour:
        return world.due_by_quarters(told.start, rule.minutes // 15, stops)
    if rule.unit in {LimitUnit.SAME_DAY, LimitUnit.IMMEDIATE}:
        return world.due_same_day(told.start, stops)
    if rule.unit is LimitUnit.WORKING_DAY:
        return world.due_by_days(opens, int(rule.amount), stops, every_day=False)
    days = int(rule.amount)
    if rule.unit is LimitUnit.MONTH:
        days = (month_later(opens, days) - opens).days
    return world.due_by_days(opens, days, stops, every_day=True)


def agreed(world: World, told: Case, stops: list[Stop]) -> datetime:
    """An agreed date stands, unless a later pause carries what was left of it onwards."""
    if told.extended is None:
        return original(world, told, stops)
    when, due = told.extended
    later = [stop for stop in stops if stop.begin >= when]
    if not later or later[0].begin >= due:
        return due
    pause = later[0]
    if told.rule.runs_by_the_hour:
        left = world.count(pause.begin, due)
        if left == 0:
            return world.last_work(pause.end)
        return world.due_by_quarters(pause.end, left, later[1:])
    every_day = told.rule.unit is not LimitUnit.WORKING_DAY
    starts = [told.start, *(stop.end for stop in stops if stop.begin < when)]
    used = world.used_on(pause.begin, every_day=every_day)
    day, left = max(used, world.opens(starts[-1]).date()), 0
    while day < due.date():
        day += DAY
        left += every_day or bool(world.quarters[day])
    again = world.opens(pause.end).date()
    return world.due_by_days(again, left, later[1:], every_day=every_day)


def consumed(world: World, told: Case) -> int:
    total, begin = 0, told.start
    for stop in told.stops:
        total += world.count(begin, stop.begin)
        begin = stop.end
    return total if told.is_open else total + world.count(begin, told.at)


def check(cal: WorkCalendar, world: World, told: Case) -> None:
    clock = engine(cal, told)
    closed = told.stops[:-1] if told.is_open else told.stops
    stops = world.real(closed)
    due = agreed(world, told, stops)
    assert naive(clock.original_due_at) == original(world, told, stops), told
    assert naive(clock.due_at) == due, told
    assert clock.consumed_minutes == consumed(world, told) * 15, told
    until = told.stops[-1].begin if told.is_open else told.at
    assert clock.remaining_minutes == world.count(until, due) * 15, told
    assert clock.is_provisional == (due.year > 2026), told
    assert clock.state is (ClockState.SUSPENDED if told.is_open else ClockState.RUNNING)


def check_steps(clock: Clock) -> None:
    """Used days, or minutes, add up to the limit: nothing is lost and nothing given twice."""
    counted = [step for step in clock.steps if step.state is StepState.COUNTED]
    if clock.rule.runs_by_the_hour:
        assert sum(step.minutes for step in counted) == clock.rule.minutes
    elif clock.rule.unit in {LimitUnit.WORKING_DAY, LimitUnit.CALENDAR_DAY}:
        assert len(counted) == clock.rule.amount
    assert clock.steps[-1].day == max(naive(clock.due_at), naive(clock.started_at)).date()


def play(seed: int) -> None:
    chance = Random(seed)
    play_in(*calendar(chance), chance)


def play_in(cal: WorkCalendar, world: World, chance: Random) -> None:
    for _ in range(CASES_PER_WORLD):
        check(cal, world, case(chance))


@pytest.mark.parametrize("seed", quick_first(range(15)))
def test_three_thousand_dossiers_are_due_when_the_walked_world_says(seed: int) -> None:
    play(seed)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(4))
def test_a_hundred_thousand_dossiers_are_due_when_the_walked_world_says(block: int) -> None:
    for seed in range(1000 + 125 * block, 1125 + 125 * block):
        play(seed)


@pytest.mark.parametrize("seed", range(5))
def test_counted_days_add_up_to_the_limit(seed: int) -> None:
    chance = Random(seed)
    cal, world = calendar(chance)
    for _ in range(CASES_PER_WORLD):
        told = case(chance)
        due = original(world, told, [])
        if (
            not told.extended
            and not told.is_open
            and (not told.stops or told.stops[-1].begin < due)
        ):
            check_steps(engine(cal, told))


def test_the_world_itself_can_disagree() -> None:
    """The oracle is not an echo: a quarter of an hour taken away from it is noticed."""
    chance = Random(1)
    cal, world = calendar(chance)
    first = next(world.working(datetime(2026, 3, 2)))  # noqa: DTZ001 - the world is local
    for day in list(world.quarters):
        world.quarters[day] = [q for q in world.quarters[day] if q.time() != first.time()]
    with pytest.raises(AssertionError):
        play_in(cal, world, chance)
