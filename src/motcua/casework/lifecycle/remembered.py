"""Versions this process has shown at a counter: published ones never change, so they are kept."""

from dataclasses import dataclass
from typing import TypeVar

from motcua.registers.catalogue.models import ProcedureVersion
from motcua.registers.catalogue.queries import Content, content_of
from motcua.registers.catalogue.rules import VersionState
from motcua.registers.organisation.models import Unit
from motcua.registers.organisation.rules import Level

MOST = 512
T = TypeVar("T")


@dataclass(frozen=True)
class Competent:
    """The unit that decides; dossiers are numbered after `code`, that of its department."""

    unit_id: int
    code: str
    name: str


@dataclass(frozen=True)
class Named:
    """What a version is called, who is competent (None: a commune is chosen), what it asks for."""

    version_id: int
    code: str
    name: str
    name_en: str
    is_on_the_spot: bool
    competent: Competent | None
    content: Content


_versions: dict[int, Named] = {}
_communes: dict[int, Competent] = {}


def remember(version: ProcedureVersion) -> Named:
    """Return a version in force as values; read with its procedure, unit and the unit's parent."""
    unit = version.competent_unit
    named = Named(
        version_id=version.pk,
        code=version.procedure.code,
        name=version.name,
        name_en=version.name_en,
        is_on_the_spot=version.is_on_the_spot,
        competent=_competent(unit) if unit else None,
        content=content_of(version.pk, VersionState(version.state)),
    )
    _keep(_versions, version.pk, named)
    return named


def remembered(version_id: int | None, code: str) -> Named | None:
    """Return a version that was shown before, when it is one of this procedure."""
    known = _versions.get(version_id or 0)
    return known if known and known.code == code else None


def commune(unit_id: int | None) -> Competent | None:
    """Return a commune by its id; a unit's row never changes its code or name."""
    if unit_id is None:
        return None
    known = _communes.get(unit_id)
    if known is None:
        unit = Unit.objects.filter(pk=unit_id, level=Level.COMMUNE).first()
        if unit is None:
            return None
        known = _competent(unit)
        _keep(_communes, unit_id, known)
    return known


def forget() -> None:
    """Empty the memory, after a restore."""
    _versions.clear()
    _communes.clear()


def _competent(unit: Unit) -> Competent:
    numbered = unit.parent if unit.level == Level.DIVISION and unit.parent else unit
    return Competent(unit.pk, numbered.code, unit.name)


def _keep(memory: dict[int, T], key: int, value: T) -> None:
    if len(memory) >= MOST:
        memory.clear()
    memory[key] = value
