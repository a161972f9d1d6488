"""Which lives a history plays: all that can be drawn, when one of its days is too large to draw."""

from datetime import date
from typing import Any

import pytest

from motcua.demo.history import founding
from motcua.demo.history.paths import Path
from motcua.demo.history.script import Key

DAY = date(2026, 11, 2)
DRAWN, SELDOM = (
    Key(1, DAY, "counter", path, is_one_place=True) for path in (Path.SMOOTH, Path.EXTENDED)
)


class Draws:
    """Filings of which only one kind is met among the first."""

    def filed(self, _number: int, _day: date) -> Any:
        """Draw the usual one."""
        return type("Filed", (), {"key": DRAWN})


@pytest.mark.parametrize(("largest", "expected"), [(40, {DRAWN}), (41, {DRAWN, SELDOM})])
def test_one_large_day_among_quiet_ones_needs_every_life(
    largest: int, expected: set[Key], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(founding, "_all_keys", lambda _filings: {DRAWN, SELDOM})
    days = {date(2022, 1, day): 1 for day in range(3, 29)} | {DAY: largest}
    assert set(founding.keys_of(Draws(), days)) == expected  # type: ignore[arg-type]
