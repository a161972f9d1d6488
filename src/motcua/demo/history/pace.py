"""How long things took: working minutes between the moves of a life, early or late as its unit is.

A unit's late share lies between one and fifteen of a hundred and is its own; work is scaled so that
the result comes before the promise, or after it, as the dice have said.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from random import Random
from typing import Protocol

from motcua.demo.history.dice import mixed
from motcua.demo.history.moments import Moments
from motcua.demo.history.paths import Beat, Path
from motcua.demo.history.places import TURNS
from motcua.demo.history.promise import first_promise
from motcua.demo.history.script import Script
from motcua.engine.worktime import LimitRule

_DAY = 480
_LEAST = 2
_EXTENDED_IS_LATE = 0.8
_NOBODY_CAME = {"wait": 0.2, "pickup": 0.04}
"""Supplements never brought and results never fetched: what a province is left with."""


class Setting(Protocol):
    """What the pace depends on."""

    @property
    def moments(self) -> Moments:
        """The working minutes."""
        ...

    @property
    def rules(self) -> Mapping[tuple[int, str], LimitRule]:
        """The limit of each version and channel."""
        ...

    @property
    def until(self) -> date:
        """The day before which the history ends."""
        ...


def late_share(unit_id: int) -> float:
    """Return a unit's share of late dossiers: 1 to 15 of a hundred, mostly few."""
    luck = (mixed(unit_id, 0x1A7E) % 1000) / 1000
    return 0.01 + 0.14 * luck * luck


def positions(
    setting: Setting, script: Script, begun: int, unit_id: int, chance: Random
) -> list[int]:
    """Return the working minute of every move of a life that begins at `begun`."""
    gaps = [_gap(beat, chance) for beat in script.beats]
    received = script.received_move
    if received is not None:
        _hurry_or_dawdle(
            setting, script, gaps, begun + sum(gaps[1 : received + 1]), unit_id, chance
        )
    places, at = [], begun
    for gap in gaps:
        at += gap
        places.append(at)
    if script.key.path is Path.IMPORTED:
        # Settled in the system before this one: never open when the history ends.
        places = _over_before(setting.moments.opening(setting.until)[0], places)
    if begun >= _ends(setting.moments)[-1]:
        return places[: _until_nobody_came(script, chance)]
    return _before_the_turn(setting.moments, places)


def _until_nobody_came(script: Script, chance: Random) -> int:
    """Return after how many moves a life rests because the applicant did not come (yet)."""
    for nth, beat in enumerate(script.beats):
        if beat.kind in _NOBODY_CAME and chance.random() < _NOBODY_CAME[beat.kind]:
            return nth
    return len(script.beats)


def _gap(beat: Beat, chance: Random) -> int:
    """Return the working minutes that passed before a move, at an ordinary pace."""
    if beat.kind == "begin":
        return 0
    if beat.kind == "work":
        return max(_LEAST, int(beat.minutes * chance.uniform(0.4, 1.2)))
    if beat.kind == "wait":
        return int(_DAY * (0.6 + chance.expovariate(0.3)))
    if beat.kind == "pickup":
        return int(30 + chance.expovariate(1 / 900))
    return 10 + int(chance.expovariate(1 / 70))


def _hurry_or_dawdle(
    setting: Setting, script: Script, gaps: list[int], start: int, unit_id: int, chance: Random
) -> None:
    """Scale the work between reception and result to the promise."""
    first = (script.received_move or 0) + 1
    last = script.finished_move if script.finished_move is not None else len(gaps) - 1
    worked = [nth for nth in range(first, last + 1) if script.beats[nth].kind != "wait"]
    allowed = _allowed(setting, script, start)
    if not worked or allowed is None:
        return
    is_late = chance.random() < late_share(unit_id)
    if any(kind == "extended" for kind, _, _ in script.clock):
        is_late = chance.random() < _EXTENDED_IS_LATE
    factor = 1.04 + chance.expovariate(3) if is_late else chance.betavariate(3, 2) * 0.94
    target = allowed * factor + (_DAY if is_late else 0)
    scale = target / max(1, sum(gaps[nth] for nth in worked))
    for nth in worked:
        gaps[nth] = max(_LEAST if not is_late else 5, int(gaps[nth] * scale))


def _allowed(setting: Setting, script: Script, start: int) -> int | None:
    """Return the working minutes between reception and promise."""
    rule = setting.rules.get((script.key.version_id, script.key.channel))
    if rule is None:
        return None
    moments = setting.moments
    due, _ = first_promise(rule, moments.calendar, moments.begins(start))
    return max(1, _position(moments, due) - start)


@lru_cache(maxsize=50_000)
def _position(moments: Moments, second: int) -> int:
    return moments.position(second)


@lru_cache(maxsize=4)
def _ends(moments: Moments) -> tuple[int, ...]:
    """Return the first position of each day on which units ended."""
    return tuple(moments.opening(turn)[0] for turn in TURNS)


def _before_the_turn(moments: Moments, places: list[int]) -> list[int]:
    """Let a life that would outlast its unit end on the unit's last day."""
    for end in _ends(moments):
        places = _over_before(end, places)
    return places


def _over_before(end: int, places: list[int]) -> list[int]:
    """Press a life together that would go on beyond a position."""
    if not places[0] < end <= places[-1]:
        return places
    begun, span = places[0], places[-1] - places[0]
    first = min(begun, end - 1 - len(places))
    room = end - 2 - first
    pressed = [first + (place - begun) * room // span for place in places]
    for nth in range(1, len(pressed)):
        pressed[nth] = max(pressed[nth], pressed[nth - 1] + 1)
    return pressed
