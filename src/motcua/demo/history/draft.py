"""Lives drawn: for every dossier of a day who files what, where, by which turn, and when each move
came. The same seed, size and day draw the same lives.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from random import Random

from motcua.demo.history.dice import mixed
from motcua.demo.history.filings import Filings, smooth
from motcua.demo.history.moments import Moments, instant, local_date, second_of
from motcua.demo.history.pace import positions
from motcua.demo.history.places import TURNS, Places, Seat
from motcua.demo.history.promise import first_promise
from motcua.demo.history.script import Key, Script
from motcua.engine.worktime import (
    Extended,
    LimitRule,
    Resumed,
    Suspended,
    run_clock,
)

_EXTENDED_BY = 5
"""Working days an apology asks for."""
_EVE_ENDS = 120
"""Working minutes before the end of a unit's last day after which nothing is received there."""


@dataclass(slots=True)
class Life:
    """One dossier as drawn; `seconds` are those of the moves done before the history ends."""

    number: int
    owner: int
    script: Script
    receiving: Seat
    competent: Seat
    day: date
    places: list[int]
    seconds: list[int]
    dues: list[int]
    is_provisional: bool

    @property
    def moves(self) -> int:
        """Return how many moves were done."""
        return len(self.seconds)

    def books(self) -> Iterator[tuple[str, int]]:
        """Yield the book and the instant of each number taken, in the order of the script."""
        for one in self.script.numbers:
            if one.move < len(self.seconds):
                second = self.seconds[one.move]
                on = local_date(second)
                yield (
                    one.series.format(
                        R=self.receiving.code,
                        C=self.competent.code,
                        year=on.year,
                        day=f"{on:%y%m%d}",
                    ),
                    second,
                )


@dataclass(frozen=True)
class World:
    """All that lives are drawn from; read once, the same in every process."""

    seed: int
    people_seed: int
    until: date
    moments: Moments
    places: Places
    filings: Filings
    rules: dict[tuple[int, str], LimitRule]
    scripts: dict[Key, Script]
    cut: int

    def lives(self, day: date, first_number: int, count: int) -> list[Life]:
        """Draw the dossiers received on one day, in the order of their reception."""
        chance = Random(mixed(day.toordinal(), self.seed))
        opens, closes = self.moments.opening(day)
        if day + timedelta(days=1) in _eves(self.moments):
            closes -= _EVE_ENDS
        begun = sorted(opens + int((closes - opens) * chance.random()) for _ in range(count))
        return [
            self._life(first_number + nth, day, position, chance)
            for nth, position in enumerate(begun)
        ]

    def _life(self, number: int, day: date, position: int, chance: Random) -> Life:
        owner, receiving, competent, key = self.filings.filed(number, day)
        script = self.scripts.get(key) or self.scripts[smooth(key)]
        places = positions(self, script, position, competent.unit_id, chance)
        seconds = self._seconds(script, places, day, chance)
        done = next((nth for nth, at in enumerate(seconds) if at >= self.cut), len(seconds))
        dues, is_provisional = self._promises(script, seconds[:done])
        return Life(
            number, owner, script, receiving, competent, day, places,
            seconds[:done], dues, is_provisional,
        )  # fmt: skip

    def _seconds(self, script: Script, places: list[int], day: date, chance: Random) -> list[int]:
        begins = self.moments.begins
        seconds = [begins(place) + 1 + chance.randrange(58) for place in places]
        end = _end_before(day)
        if end is not None and local_date(seconds[-1]) >= end:
            raise AssertionError(script.key)
        return seconds

    def _promises(self, script: Script, seconds: list[int]) -> tuple[list[int], bool]:
        """Return the second of each promise, by the real clock, and whether it is provisional."""
        if not script.dues or script.dues[0][1] >= len(seconds):
            return [], False
        received = seconds[script.received_move or 0]
        rule = self.rules[script.key.version_id, script.key.channel]
        first, is_provisional = first_promise(rule, self.moments.calendar, received)
        dues = [first]
        for how, move, _ in script.dues[1:]:
            if move >= len(seconds):
                break
            if how == "new":
                dues.append(self._later(max(first, seconds[move])))
                continue
            again, is_provisional = self._after_pauses(script, seconds, move, rule, dues)
            dues.append(again)
        return dues, is_provisional

    def _after_pauses(
        self, script: Script, seconds: list[int], move: int, rule: LimitRule, dues: list[int]
    ) -> tuple[int, bool]:
        received = seconds[script.received_move or 0]
        events: list[Suspended | Resumed | Extended] = []
        for kind, at, reason in script.clock:
            if at > move:
                break
            when = instant(seconds[at])
            if kind == "suspended":
                events.append(Suspended(when, reason))
            elif kind == "resumed":
                events.append(Resumed(when))
            else:
                events.append(Extended(when, instant(dues[1])))
        clock = run_clock(rule, self.moments.calendar, instant(received), events)
        if clock.due_at is None:
            raise LookupError(script.key)
        return second_of(clock.due_at), clock.is_provisional

    def _later(self, second: int) -> int:
        calendar = self.moments.calendar
        number = calendar.working_days_through(local_date(second)) + _EXTENDED_BY
        return second_of(calendar.closing(calendar.working_day(number)))


def _end_before(day: date) -> date | None:
    """Return the day on which the units of a day end, None for those of today."""
    return next((turn for turn in TURNS if day < turn), None)


@lru_cache(maxsize=4)
def _eves(moments: Moments) -> frozenset[date]:
    """Return the days after the last working day before each turn."""
    calendar = moments.calendar
    last = [
        calendar.working_day(calendar.working_days_through(turn - timedelta(days=1)))
        for turn in TURNS
    ]
    return frozenset(day + timedelta(days=1) for day in last)
