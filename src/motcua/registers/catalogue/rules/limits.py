"""Which time limit binds a dossier: chosen by case and channel, conditions left to a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from decimal import Decimal

from motcua.engine.worktime import LimitRule, LimitUnit, Mode
from motcua.registers.catalogue.rules.kinds import Channel


@dataclass(frozen=True)
class LimitRow:
    """One time limit as values. Null channel or case: every one."""

    limit_id: int
    unit: LimitUnit
    amount: Decimal | None
    mode: Mode
    cut_off: time = time(15, 0)
    channel: Channel | None = None
    case_id: int | None = None
    condition_text: str = ""
    certainty: str = "mem_mid"

    def as_rule(self) -> LimitRule:
        """Return the value that the clock counts with."""
        return LimitRule(self.unit, self.amount or Decimal(0), self.mode, self.cut_off)


def applicable_limit(
    limits: Iterable[LimitRow], channel: Channel, case_id: int | None = None
) -> LimitRow | None:
    """Return the limit without a condition that speaks most closely of this case and channel."""
    fitting = [
        limit
        for limit in limits
        if not limit.condition_text
        and limit.case_id in (None, case_id)
        and limit.channel in (None, channel)
    ]
    return max(fitting, key=_rank, default=None)


COUNTED_IN_HOURS = (LimitUnit.WORKING_DAY, LimitUnit.WORKING_HOUR)


def allowed_minutes(limits: Iterable[LimitRow], case_id: int | None = None) -> int:
    """Return the longest binding limit of a case in working minutes; 0 when none is so counted."""
    rows = tuple(limits)
    binding = (applicable_limit(rows, channel, case_id) for channel in Channel)
    return max(_minutes(limit) for limit in binding)


def _minutes(limit: LimitRow | None) -> int:
    return limit.as_rule().minutes if limit and limit.unit in COUNTED_IN_HOURS else 0


def conditional_limits(
    limits: Iterable[LimitRow], channel: Channel, case_id: int | None = None
) -> tuple[LimitRow, ...]:
    """Return the limits that hold only under a written condition, for a person to choose."""
    return tuple(
        limit
        for limit in limits
        if limit.condition_text
        and limit.case_id in (None, case_id)
        and limit.channel in (None, channel)
    )


def _rank(limit: LimitRow) -> tuple[bool, bool]:
    return limit.case_id is not None, limit.channel is not None
