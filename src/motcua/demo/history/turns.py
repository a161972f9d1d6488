"""What people ask for and how it goes: the demand by season, the turns by their frequency."""

from datetime import date
from functools import lru_cache

from motcua.demo.history.dice import Wheel, mixed
from motcua.demo.history.paths import Path
from motcua.demo.history.repertoire import Piece
from motcua.registers.catalogue.rules import Channel

_DEMAND = {
    "2.000815": 25.0, "1.001193": 11.0, "2.000635": 9.0, "1.000894": 3.4, "1.000656": 3.0,
    "1.001776": 4.2, "1.001612": 4.6, "1.013978": 3.6, "1.012783": 6.4, "1.012784": 3.4,
    "1.012790": 2.0, "1.013949": 1.6, "1.002809": 8.0, "3.000333": 6.0, "TAM-GPXD-NHA-O": 2.4,
    "2.000033": 1.0, "2.000908": 1.2,
}  # fmt: skip
_IN_SUMMER = {"2.000815": 1.35, "2.000635": 1.5, "1.001193": 1.15, "2.000908": 1.3}
"""Copies and extracts are what schools ask for between June and August."""
_COMMON = {
    Path.SMOOTH: 74.0, Path.SPOT: 60.0, Path.SUPPLEMENT: 9.0, Path.REJECTED: 2.6,
    Path.WITHDRAWN: 2.4,
}  # fmt: skip
_RARE = {
    Path.TWICE: 0.8, Path.BEFORE: 2.4, Path.DUTY: 3.0, Path.CONSULTED: 1.6, Path.EXTENDED: 1.8,
    Path.STOPPED: 0.5, Path.REFUSED: 1.6,
}  # fmt: skip
_RARE_PER_VERSION = 3
_ELSEWHERE = (Path.SMOOTH, Path.SUPPLEMENT)


def demand_on(day: date, codes: frozenset[str]) -> Wheel[str]:
    """Return what is asked for on a day among these procedures."""
    return _demand(day.month in (6, 7, 8), codes)


@lru_cache(maxsize=8)
def _demand(is_summer: bool, codes: frozenset[str]) -> Wheel[str]:
    weights = {}
    for code in sorted(codes):
        weight = _DEMAND.get(code, 0.5)
        weights[code] = weight * (_IN_SUMMER.get(code, 1.0) if is_summer else 1.0)
    return Wheel(weights)


def wanted(piece: Piece, channel: Channel, *, is_one_place: bool) -> dict[Path, float]:
    """Return the turns of a version and channel with their weights, before any is played.

    Rare turns are spread over the procedures: each knows three of them.
    """
    is_usual = is_one_place or bool(piece.competent_code)
    if channel is Channel.POST or (not is_usual and channel is not Channel.COUNTER):
        return {Path.SMOOTH: 1.0}
    if channel is Channel.ONLINE:
        return {path: _COMMON[path] for path in (Path.SMOOTH, Path.SUPPLEMENT, Path.REJECTED)}
    if not is_usual:
        return {path: _COMMON[path] for path in _ELSEWHERE}
    found: dict[Path, float] = {**_COMMON}
    del found[Path.SPOT]
    if piece.is_on_the_spot:
        found[Path.SPOT] = _COMMON[Path.SPOT]
    number = sum(map(ord, piece.code))
    ranked = sorted(_RARE, key=lambda path: mixed(number, list(_RARE).index(path)))
    return found | {path: _RARE[path] for path in ranked[:_RARE_PER_VERSION]}
