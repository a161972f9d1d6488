"""Founding units and handing their work on; the past is never rewritten."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from motcua.foundation.journal.actions import record
from motcua.kit.text import nfc, sort_key
from motcua.registers.organisation.models import Unit, UnitSuccession
from motcua.registers.organisation.rules import (
    Acting,
    CannotChangeUnit,
    UnitFacts,
    UnitFounded,
    UnitSucceeded,
    is_unit_code,
    may_found,
    old_code,
)


def unit_of(facts: UnitFacts, parent_id: int | None) -> Unit:
    """Return an unsaved unit with its derived columns."""
    return Unit(
        code=facts.code,
        old_code=old_code(facts.code) or "",
        area_code=facts.area_code,
        name=nfc(facts.name),
        name_en=facts.name_en,
        short_name=facts.short_name,
        sort_key=sort_key(facts.name),
        level=facts.level,
        parent_id=parent_id,
        valid_from=facts.valid_from,
        address=facts.address,
        phone=facts.phone,
    )


@transaction.atomic
def found_unit(facts: UnitFacts, parent_id: int | None, *, by: Acting, now: datetime) -> int:
    """Found a unit and return its id; CannotChangeUnit when the code or the reach forbids it."""
    if not is_unit_code(facts.code):
        raise CannotChangeUnit(facts.code, "code")
    if not may_found(by, parent_id):
        raise CannotChangeUnit(facts.code, "reach")
    if Unit.objects.filter(code=facts.code, valid_to=None).exists():
        raise CannotChangeUnit(facts.code, "living")
    unit = unit_of(facts, parent_id)
    unit.save(force_insert=True)
    event = UnitFounded(unit.pk, facts.code, unit.name, facts.valid_from)
    record(event, by=by.actor, at=now, unit_id=by.unit_id or None)
    return unit.pk


@transaction.atomic
def succeed(
    predecessor_ids: Sequence[int], successor: UnitFacts | int, *, on: date, by: Acting,
    now: datetime, basis: str = "",
) -> int:  # fmt: skip
    """End units on a day and let their work go on in one successor; return its id.

    The successor is founded below the predecessors' parent when given as facts; it may keep the
    code of one of them. CannotChangeUnit when one is out of reach, or no longer living.
    """
    units = list(Unit.objects.select_for_update().filter(pk__in=predecessor_ids, valid_to=None))
    if len(units) != len(set(predecessor_ids)) or not units:
        raise CannotChangeUnit("", "not living")
    for unit in units:
        if not may_found(by, unit.parent_id) or unit.valid_from >= on:
            raise CannotChangeUnit(unit.code, "reach" if unit.valid_from < on else "dates")
    Unit.objects.filter(pk__in=predecessor_ids).update(valid_to=on)
    new_id = successor if isinstance(successor, int) else found_unit(
        successor, units[0].parent_id, by=by, now=now
    )  # fmt: skip
    UnitSuccession.objects.bulk_create(
        UnitSuccession(predecessor=unit, successor_id=new_id, on=on, basis=basis) for unit in units
    )
    event = UnitSucceeded(new_id, tuple(sorted(predecessor_ids)), on, "", basis)
    record(event, by=by.actor, at=now, unit_id=by.unit_id or None)
    return new_id
