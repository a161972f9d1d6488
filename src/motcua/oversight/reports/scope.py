"""Whose dossiers a report counts, fixed once: the units in sight and what they are called."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from motcua.oversight.indicators.agency import with_predecessors
from motcua.oversight.indicators.rules import Period
from motcua.registers.organisation.queries import unit_and_below, unit_card
from motcua.registers.organisation.rules import THE_SYSTEM, Acting

PROVINCE = "Toàn tỉnh"


@dataclass(frozen=True)
class Scope:
    """What is counted; `unit_ids` empty is the whole province. Counting again starts from this."""

    period: Period
    as_at: datetime
    name: str
    unit_ids: tuple[int, ...] = ()

    @property
    def by(self) -> Acting:
        """Return the eyes that see exactly these units."""
        return replace(THE_SYSTEM, sees_all=not self.unit_ids, unit_ids=frozenset(self.unit_ids))

    def of(self, period: Period) -> "Scope":
        """Return the same units over another period."""
        return replace(self, period=period)

    def within(self, unit_ids: frozenset[int]) -> "Scope":
        """Return the part of it that lies in these units."""
        part = unit_ids if not self.unit_ids else unit_ids & frozenset(self.unit_ids)
        return replace(self, unit_ids=tuple(sorted(part)) or (0,))

    def parameters(self) -> dict[str, Any]:
        """Return what the count is made again from, beside period and instant."""
        return {"unit_ids": list(self.unit_ids)}


def scope_of(
    period: Period, unit_id: int | None, as_at: datetime, *, is_register: bool = False
) -> Scope:
    """Return the scope of one unit with everything below it, or of the province.

    Figures hold those of the units whose whole work it took over, or a year before would be none;
    a register names people, and is of the unit's own dossiers only.
    """
    if unit_id is None:
        return Scope(period, as_at, PROVINCE)
    card = unit_card(unit_id)
    name = card.name if card else ""
    units = (unit_id,) if is_register else with_predecessors(unit_id)
    below = frozenset[int]().union(*map(unit_and_below, units))
    return Scope(period, as_at, name, tuple(sorted(below)))
