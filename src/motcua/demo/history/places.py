"""Who received and who decided on a day: today's units and those before them."""

from dataclasses import dataclass
from datetime import date

from motcua.registers.organisation.models import Unit, UnitSuccession
from motcua.registers.organisation.rules import Level

DEPARTMENTS_MERGED = date(2025, 3, 1)
DISTRICTS_ENDED = date(2025, 7, 1)
TURNS = (DEPARTMENTS_MERGED, DISTRICTS_ENDED)
"""Days on which units ended: whatever they had received they had settled by then."""
_GOVERNING = "Ủy ban nhân dân tỉnh Nghệ An"
_LAND = "H41.15"
_DECIDED_BEFORE = {
    "1.002809": "H41.07", "3.000333": "H41.17", "1.012783": _LAND, "1.012784": _LAND,
    "1.012790": _LAND, "1.013949": _LAND,
}  # fmt: skip
"""Procedures whose decision went to another department in March 2025 (handbook 2.16)."""


@dataclass(frozen=True)
class Seat:
    """A unit as papers name it."""

    unit_id: int
    code: str
    name: str
    parent: str
    address: str
    phone: str

    def facts(self) -> tuple[str, ...]:
        """Return the texts in the order of the layout."""
        place = ", ".join(part for part in (self.name, self.address) if part)
        own = (self.code, self.name, self.parent, self.address, self.phone)
        return (str(self.unit_id), *own, place)


class Places:
    """The units of the province in time, read once."""

    def __init__(self) -> None:
        units = list(Unit.objects.select_related("parent").order_by("valid_from", "pk"))
        self._seats = {unit.pk: _seat(unit) for unit in units}
        self._by_code: dict[str, list[Unit]] = {}
        for unit in units:
            self._by_code.setdefault(unit.code, []).append(unit)
        self.centre = self._living("H41.01.01")
        communes = [u for u in units if u.level == Level.COMMUNE and u.valid_to is None]
        self.communes = tuple(self._seats[unit.pk] for unit in communes)
        self._district = self._districts()
        self._named = {code: self._living(code).unit_id for code in ("H41", "H41.13", "H41.22")}

    def decides(self, procedure: str, code: str, day: date) -> Seat:
        """Return the department that decided on a procedure on a day."""
        if day < DEPARTMENTS_MERGED:
            code = _DECIDED_BEFORE.get(procedure, code)
        return self._on(code, day)

    def of_home(self, home: int, day: date) -> Seat:
        """Return the commune of a home, before July 2025 the district that it belonged to."""
        commune = self.communes[home]
        return commune if day >= DISTRICTS_ENDED else self._district[commune.unit_id]

    def named(self, unit_id: int, day: date) -> int:
        """Return the unit that bore a named unit's code on a day."""
        if unit_id == self._named["H41.13"] and day < DEPARTMENTS_MERGED:
            return self._on(_LAND, day).unit_id
        return unit_id

    def _on(self, code: str, day: date) -> Seat:
        for unit in self._by_code[code]:
            if unit.valid_from <= day and (unit.valid_to is None or day < unit.valid_to):
                return self._seats[unit.pk]
        raise LookupError(code, day)

    def _living(self, code: str) -> Seat:
        return self._seats[next(u.pk for u in self._by_code[code] if u.valid_to is None)]

    def _districts(self) -> dict[int, Seat]:
        """Return the district before each commune; one of a district that ended earlier is that
        of its successor, so that the place existed all along.
        """
        told = UnitSuccession.objects.filter(successor__level=Level.COMMUNE).order_by("pk")
        pairs = told.values_list("successor_id", "predecessor_id")
        return {commune: self._seats[district] for commune, district in pairs}


def _seat(unit: Unit) -> Seat:
    above = unit.parent.name if unit.parent else _GOVERNING
    return Seat(unit.pk, unit.code, unit.name, above, unit.address, unit.phone)
