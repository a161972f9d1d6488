"""Loading the shipped province: its units, their past and what became of them."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from motcua.foundation.journal.actions import record
from motcua.foundation.journal.rules import SYSTEM
from motcua.registers.organisation.actions.units import unit_of
from motcua.registers.organisation.models import Unit, UnitSuccession
from motcua.registers.organisation.rules import Level, ProvinceLoaded, UnitFacts

SEED = Path(__file__).parents[1] / "seed"


@transaction.atomic
def load_province(*, now: datetime) -> int:
    """Bring in every unit and succession that is not there yet; return how many were added."""
    known = _known()
    added = _add_units(known)
    successions = _add_successions(known)
    if added or successions:
        record(ProvinceLoaded("H41", added, successions), by=SYSTEM, at=now)
    return added + successions


def _known() -> dict[str, int]:
    rows = Unit.objects.values_list("code", "valid_from", "pk")
    return {f"{code}@{valid_from}": pk for code, valid_from, pk in rows}


def _add_units(known: dict[str, int]) -> int:
    """Insert level by level, so that a parent is there before its children."""
    missing = [row for row in _rows("units.tsv") if _key(row) not in known]
    for depth in sorted({row["code"].count(".") for row in missing}):
        units = [_unit(row, known) for row in missing if row["code"].count(".") == depth]
        Unit.objects.bulk_create(units)
        known.update({f"{unit.code}@{unit.valid_from}": unit.pk for unit in units})
    return len(missing)


def _unit(row: Mapping[str, str], known: Mapping[str, int]) -> Unit:
    facts = UnitFacts(
        code=row["code"],
        name=row["name"],
        level=Level(row["level"]),
        valid_from=date.fromisoformat(row["valid_from"]),
        name_en=row["name_en"],
        short_name=row["short_name"],
        address=row["address"],
        phone=row["phone"],
        area_code=row["area_code"],
    )
    unit = unit_of(facts, _parent(row, known))
    unit.valid_to = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
    return unit


def _parent(row: Mapping[str, str], known: Mapping[str, int]) -> int | None:
    """Choose the bearer of the parent's code that was there when the unit began."""
    prefix = f"{row['parent']}@"
    begun = [key for key in known if key.startswith(prefix) and key <= prefix + row["valid_from"]]
    return known[max(begun)] if begun else None


def _add_successions(known: Mapping[str, int]) -> int:
    rows = [
        UnitSuccession(
            predecessor_id=known[row["predecessor"]],
            successor_id=known[row["successor"]],
            on=date.fromisoformat(row["on"]),
            scope=row["scope"],
            basis=row["basis"],
        )
        for row in _rows("successions.tsv")
    ]
    before = UnitSuccession.objects.count()
    UnitSuccession.objects.bulk_create(rows, ignore_conflicts=True)
    return UnitSuccession.objects.count() - before


def _key(row: Mapping[str, str]) -> str:
    return f"{row['code']}@{row['valid_from']}"


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (SEED / name).open(encoding="utf-8") as lines:
        told = (line for line in lines if not line.startswith("#"))
        yield from csv.DictReader(told, delimiter="\t")
