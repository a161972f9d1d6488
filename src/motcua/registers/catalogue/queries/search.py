"""Finding a procedure, and the list of what a unit may receive."""

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from motcua.registers.catalogue.models import ProcedureVersion
from motcua.registers.catalogue.rules.kinds import Level, OnlineLevel, Route, VersionState
from motcua.registers.catalogue.rules.searching import words_of, worth
from motcua.registers.organisation.models import Unit
from motcua.registers.organisation.rules import Level as UnitLevel

MOST_CANDIDATES = 400


@dataclass(frozen=True)
class ProcedureRow:
    """A procedure in a list, as its version in force names it."""

    version_id: int
    code: str
    name: str
    name_en: str
    field_name: str
    field_name_en: str
    level: Level
    online_level: OnlineLevel
    competent_body: str
    is_on_the_spot: bool
    is_receiving: bool


_COLUMNS = (
    "pk",
    "procedure__code",
    "name",
    "name_en",
    "procedure__field__name",
    "procedure__field__name_en",
    "level",
    "online_level",
    "competent_body",
    "is_on_the_spot",
    "route",
    "electronic_process_activated_at",
    "procedure__search_key",
)


def search_procedures(text: str, on: date, limit: int = 20) -> tuple[ProcedureRow, ...]:
    """Return the procedures in force on that day that answer the words, the best first.

    Accents, word order and fillers do not matter; folk names count as the procedure's own. At
    most two statements; an empty text finds nothing.
    """
    words = words_of(text)
    if not words:
        return ()
    everyone = in_force(on)
    found = _candidates(everyone.filter(*(_has(word) for word in words)))
    if not found:
        found = _candidates(everyone.filter(reduce(or_, map(_has, words))))
    ranked = sorted(found, key=lambda row: (-worth(words, row[1]), len(row[0].name)))
    return tuple(row for row, _ in ranked[:limit])


def receivable(on: date, unit_id: int) -> tuple[ProcedureRow, ...]:
    """Return what the unit may receive on that day, in the order of fields and names.

    Basis: Decree 118/2025/NĐ-CP (filing irrespective of boundaries in the province) (mem-mid)
    """
    unit = Unit.objects.filter(pk=unit_id).only("level", "code").first()
    if unit is None:
        return ()
    ready = in_force(on).filter(
        ~Q(route=Route.EXTERNAL), electronic_process_activated_at__isnull=False
    )
    rows = _candidates(ready.filter(_may_receive(unit)), most=None)
    return tuple(sorted((row for row, _ in rows), key=lambda row: (row.field_name, row.name)))


def _may_receive(unit: Unit) -> Q:
    """The Centre receives for all; a commune its own and the boundary-free; others their own."""
    if unit.level in (UnitLevel.CENTRE, UnitLevel.POST):
        return ~Q(level=Level.MINISTRY)
    if unit.level == UnitLevel.COMMUNE:
        return Q(level=Level.COMMUNE) | Q(is_cross_boundary=True)
    return Q(competent_unit__code=unit.code)


def in_force(on: date) -> QuerySet[ProcedureVersion]:
    """Return the versions that bind on that day."""
    versions = ProcedureVersion.objects.exclude(state=VersionState.DRAFT)
    return versions.filter(effective_from__lte=on).exclude(effective_to__lt=on)


def listed(versions: QuerySet[ProcedureVersion], most: int) -> tuple[ProcedureRow, ...]:
    """Return at most so many versions as rows of a list, in the order of their codes."""
    return tuple(row for row, _ in _candidates(versions, most))


def _has(word: str) -> Q:
    return Q(procedure__search_key__contains=word)


def _candidates(
    versions: QuerySet[ProcedureVersion], most: int | None = MOST_CANDIDATES
) -> list[tuple[ProcedureRow, str]]:
    rows: QuerySet[ProcedureVersion, tuple[Any, ...]]
    rows = versions.order_by("procedure__code").values_list(*_COLUMNS)
    return [(_row(row), row[-1]) for row in rows[:most]]


def _row(row: tuple[Any, ...]) -> ProcedureRow:
    version_id, code, name, name_en, field, field_en = row[:6]
    level, online_level, body, is_on_the_spot, route, active_at = row[6:12]
    return ProcedureRow(
        version_id=version_id,
        code=code,
        name=name,
        name_en=name_en,
        field_name=field,
        field_name_en=field_en,
        level=Level(level),
        online_level=OnlineLevel(online_level),
        competent_body=body,
        is_on_the_spot=is_on_the_spot,
        is_receiving=route != Route.EXTERNAL and active_at is not None,
    )
