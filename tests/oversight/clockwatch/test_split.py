"""Every second of a dossier has one cause, and the causes sum to the elapsed time."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as some

from motcua.kit.clock import VIETNAM
from motcua.oversight.clockwatch.rules import (
    Cause,
    Life,
    Piece,
    Stretch,
    Whose,
    paused,
    spent,
    split,
    stepped,
)
from tests.cases import quick_first
from tests.engine.worktime.cast import YEAR_2026, at
from tests.engine.worktime.chance import calendar as calendar_and_world
from tests.engine.worktime.world import World

HOUR = 3600
WEEK = 7 * 24 * HOUR


def second(text: str) -> int:
    return int(at(text).timestamp())


@pytest.fixture
def monday() -> int:
    return second("2026-10-12 07:00")


STRETCHES = some.lists(
    some.builds(
        Stretch,
        some.sampled_from([c for c in Cause if c not in (Cause.REST, Cause.QUEUEING)]),
        some.integers(-WEEK, 5 * WEEK),
        some.none() | some.integers(-WEEK, 6 * WEEK),
    ),
    max_size=8,
)


@given(
    begin=some.integers(second("2026-01-01 00:00"), second("2026-12-01 00:00")),
    length=some.integers(0, 4 * WEEK),
    stretches=STRETCHES,
)
def test_the_pieces_meet_and_sum_to_the_elapsed_seconds(
    begin: int, length: int, stretches: list[Stretch]
) -> None:
    moved = tuple(
        Stretch(s.cause, begin + s.begin, None if s.end is None else begin + s.end)
        for s in stretches
    )
    pieces = split(Life(begin, begin + length, moved), YEAR_2026)
    assert sum(spent(pieces).values()) == length
    edges = [begin, *(piece.end for piece in pieces)]
    assert [piece.begin for piece in pieces] == edges[:-1]
    assert edges[-1] == begin + length
    assert all(piece.begin < piece.end for piece in pieces)
    assert all(a.cause is not b.cause for a, b in pairwise(pieces))


def works(world: World, minute: int) -> bool:
    here = datetime.fromtimestamp(minute, VIETNAM).replace(tzinfo=None)
    quarter = here.replace(minute=here.minute // 15 * 15)
    return quarter in world.quarters.get(here.date(), ())


def causes_by_the_minute(life: Life, is_open: dict[int, bool]) -> list[Cause]:
    """Say the cause of each minute by looking at every stretch: slow, and no arithmetic."""
    order = [Cause.CITIZEN, Cause.FINANCIAL_DUTY, Cause.OTHER_PAUSE, Cause.SYNC]
    order += [Cause.OTHER_AGENCY, Cause.WORKING]
    told = []
    for minute in range(life.begin, life.end, 60):
        here = {
            s.cause
            for s in life.stretches
            if s.begin <= minute and (s.end is None or minute < s.end)
        }
        first = next((cause for cause in order if cause in here), Cause.QUEUEING)
        told.append(first if is_open[minute] else Cause.REST)
    return told


@pytest.mark.parametrize("seed", quick_first(range(25)))
def test_each_minute_has_the_cause_that_a_slow_reader_finds(seed: int) -> None:
    chance = Random(seed)
    calendar, world = calendar_and_world(chance)
    day = date(2026, 3, 1) + timedelta(chance.randrange(200))
    begin = second(f"{day} 00:00") + 60 * chance.randrange(1440)
    length = 60 * chance.randrange(9 * 1440)
    names = [c for c in Cause if c not in (Cause.REST, Cause.QUEUEING)]
    stretches = []
    for _nth in range(chance.randrange(7)):
        first = begin + 60 * chance.randrange(-1440, 9 * 1440)
        last = None if chance.random() < 0.2 else first + 60 * chance.randrange(4 * 1440)
        stretches.append(Stretch(chance.choice(names), first, last))
    life = Life(begin, begin + length, tuple(stretches))
    is_open = {m: works(world, m) for m in range(begin, begin + length, 60)}
    slow = causes_by_the_minute(life, is_open)
    quick = [
        piece.cause
        for piece in split(life, calendar)
        for _minute in range(piece.begin, piece.end, 60)
    ]
    assert quick == slow


def test_a_hand_made_life(monday: int) -> None:
    """Taken up after two hours, an answer awaited for a day, then the citizen over a weekend."""
    steps = (
        stepped(Whose.CARRIED, monday, monday, monday + HOUR),
        stepped(Whose.OWN, monday + HOUR, monday + 2 * HOUR, None),
        stepped(Whose.ELSEWHERE, second("2026-10-13 07:00"), None, second("2026-10-14 07:00")),
    )
    asked = paused(second("2026-10-16 15:00"), second("2026-10-19 09:00"), "supplement")
    life = Life(monday, second("2026-10-19 17:00"), (*(s for s in steps if s is not None), asked))
    told = spent(split(life, YEAR_2026))
    assert {cause: told[cause] / HOUR for cause in Cause if told[cause]} == {
        Cause.QUEUEING: 2,
        Cause.WORKING: 6 + 16 + 6 + 6,
        Cause.OTHER_AGENCY: 8,
        Cause.CITIZEN: 4,
        Cause.REST: 7 * 24 + 10 - 48,
    }


@pytest.mark.parametrize(
    ("ground", "cause"),
    [("supplement", Cause.CITIZEN), ("financial_duty", Cause.FINANCIAL_DUTY),
     ("consultation_by_law", Cause.OTHER_AGENCY), ("field_check", Cause.OTHER_PAUSE),
     ("council", Cause.OTHER_PAUSE), ("", Cause.OTHER_PAUSE)],
)  # fmt: skip
def test_a_pause_says_whom_it_waits_for(monday: int, ground: str, cause: Cause) -> None:
    life = Life(monday, monday + HOUR, (paused(monday, None, ground),))
    assert split(life, YEAR_2026) == (Piece(cause, monday, monday + HOUR),)


def test_nobody_took_it_up(monday: int) -> None:
    assert stepped(Whose.OWN, monday, None, monday + HOUR) is None
    life = Life(monday, monday + HOUR)
    assert split(life, YEAR_2026) == (Piece(Cause.QUEUEING, monday, monday + HOUR),)


def test_received_on_a_holiday_it_rests_until_the_next_session() -> None:
    begin, end = second("2026-02-16 09:00"), second("2026-02-23 08:00")
    told = spent(split(Life(begin, end), YEAR_2026))
    assert told[Cause.QUEUEING] == HOUR
    assert told[Cause.REST] == end - begin - HOUR


def test_a_life_of_no_length_has_no_piece(monday: int) -> None:
    assert split(Life(monday, monday), YEAR_2026) == ()
    assert split(Life(monday, monday - 5), YEAR_2026) == ()
