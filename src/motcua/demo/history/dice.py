"""Weighted draws made cheap: a wheel is a table of 4,096 pockets, a draw is one look-up."""

from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
POCKETS = 4096
_MASK = (1 << 64) - 1


class Wheel(Generic[T]):
    """Values by weight; each weighs at least one pocket."""

    __slots__ = ("pockets",)

    def __init__(self, weights: Mapping[T, float]) -> None:
        self.pockets: Sequence[T] = _pockets(weights)

    def at(self, bits: int) -> T:
        """Return the value under the lowest twelve bits."""
        return self.pockets[bits & (POCKETS - 1)]


def mixed(number: int, seed: int) -> int:
    """Return 64 bits that depend on every bit of both numbers (splitmix64)."""
    bits = (number * 0x9E3779B97F4A7C15 + seed * 0xD1B54A32D192ED03 + 0x632BE59BD9B4E019) & _MASK
    bits = ((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    bits = ((bits ^ (bits >> 27)) * 0x94D049BB133111EB) & _MASK
    return bits ^ (bits >> 31)


def _pockets(weights: Mapping[T, float]) -> list[T]:
    """Share the pockets out by largest remainder, so that they add up exactly."""
    total = sum(weights.values())
    shares = {value: max(1.0, POCKETS * weight / total) for value, weight in weights.items()}
    scale = POCKETS / sum(shares.values())
    counts = {value: max(1, int(share * scale)) for value, share in shares.items()}
    by_rest = sorted(shares, key=lambda value: shares[value] * scale % 1, reverse=True)
    heaviest = max(shares, key=lambda value: shares[value])
    for value in by_rest[: max(0, POCKETS - sum(counts.values()))]:
        counts[value] += 1
    counts[heaviest] += POCKETS - sum(counts.values())
    return [value for value, count in counts.items() for _ in range(count)]
