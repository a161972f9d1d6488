"""What a procedure promises: how much time, in which unit, counted how.

One working day is 480 working minutes wherever hours and days meet, however long the sessions of
a given day are.
"""

from dataclasses import dataclass
from datetime import time
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

WORKING_DAY_MINUTES = 480


class LimitUnit(StrEnum):
    """The units in which announcement decisions print a limit."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    WORKING_HOUR = "working_hour"
    MONTH = "month"
    SAME_DAY = "same_day"
    IMMEDIATE = "immediate"
    UNDEFINED = "undefined"


class Mode(StrEnum):
    """How working days run: by whole days to closing time, or by hours from the instant."""

    DAY_BOUNDARY = "day_boundary"
    HOUR_EXACT = "hour_exact"


AMOUNTLESS = frozenset({LimitUnit.SAME_DAY, LimitUnit.IMMEDIATE, LimitUnit.UNDEFINED})
WHOLE = frozenset({LimitUnit.CALENDAR_DAY, LimitUnit.MONTH})


class NonsenseLimit(ValueError):
    """A limit nobody can count: nothing or less, or a fraction of a calendar day or month."""

    def __init__(self, unit: LimitUnit, amount: Decimal) -> None:
        super().__init__(f"{amount} {unit}")
        self.unit = unit
        self.amount = amount


def default_mode(unit: LimitUnit) -> Mode:
    """Return the mode a limit of this unit has unless its rule prints another."""
    return Mode.HOUR_EXACT if unit is LimitUnit.WORKING_HOUR else Mode.DAY_BOUNDARY


@dataclass(frozen=True)
class LimitRule:
    """One limit: `amount` of `unit`; `mode` matters for working days, `cut_off` for the same day.

    Raises NonsenseLimit. `amount` is ignored by the units that carry none.
    """

    unit: LimitUnit
    amount: Decimal = Decimal(0)
    mode: Mode = Mode.DAY_BOUNDARY
    cut_off: time = time(15, 0)

    def __post_init__(self) -> None:
        if self.unit in AMOUNTLESS:
            return
        if self.amount <= 0 or (self.unit in WHOLE and not self._is_whole):
            raise NonsenseLimit(self.unit, self.amount)

    @property
    def _is_whole(self) -> bool:
        return self.amount == self.amount.to_integral_value()

    @property
    def runs_by_the_hour(self) -> bool:
        """Whether minutes are counted. A part of a working day is hours: nothing else fits it."""
        if self.unit is LimitUnit.WORKING_DAY:
            return self.mode is Mode.HOUR_EXACT or not self._is_whole
        return self.unit is LimitUnit.WORKING_HOUR

    @property
    def minutes(self) -> int:
        """Return the limit in working minutes (working hours and working days only)."""
        each = 60 if self.unit is LimitUnit.WORKING_HOUR else WORKING_DAY_MINUTES
        return int((self.amount * each).to_integral_value(ROUND_HALF_UP))
