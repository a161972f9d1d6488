"""Which unit does a step of a dossier, and until when."""

from datetime import datetime

from motcua.casework.dossiers.models import Dossier
from motcua.casework.processes.rules import UnitKind, Units
from motcua.engine.process.model import Graph
from motcua.engine.worktime.calendar import add_working_minutes
from motcua.registers.calendar.queries import calendar_of
from motcua.registers.organisation.models import Unit
from motcua.registers.organisation.rules import Level


def units_of(dossier: Dossier, graph: Graph) -> Units:
    """Return the units a dossier's process speaks of; two statements at most."""
    return Units(
        receiving=dossier.receiving_unit_id,
        handing_back=dossier.return_unit_id,
        division=dossier.competent_unit_id,
        unit=unit_above(dossier.competent_unit_id),
        by_code=_named(graph),
    )


def _named(graph: Graph) -> tuple[tuple[str, int], ...]:
    """Units that the process names by code, and the Office and the province by their level."""
    words = {task.unit_kind for task in graph.tasks()}
    codes = words - {kind.value for kind in UnitKind}
    if not codes and not words & {UnitKind.OFFICE, UnitKind.PROVINCE}:
        return ()
    living = Unit.objects.filter(valid_to__isnull=True)
    found = list(living.filter(code__in=codes).values_list("code", "id"))
    tops = living.filter(level=Level.PROVINCE).values_list("id", flat=True)[:1]
    return (*found, *((UnitKind.PROVINCE, top) for top in tops))


def step_due(unit_id: int, *, opened_at: datetime, working_minutes: int | None) -> datetime | None:
    """Return until when a step should be done, None when it is not counted."""
    if not working_minutes:
        return None
    return add_working_minutes(calendar_of(unit_id), opened_at, working_minutes)


def unit_above(unit_id: int) -> int:
    """Return the department of a division, or the unit itself; one statement."""
    level, parent_id = Unit.objects.values_list("level", "parent_id").get(pk=unit_id)
    return parent_id if level == Level.DIVISION and parent_id else unit_id
