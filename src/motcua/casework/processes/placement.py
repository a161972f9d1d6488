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
    """Return the units a dossier's process speaks of; one statement."""
    named = {
        task.unit_kind
        for task in graph.tasks()
        if task.unit_kind and task.unit_kind not in {kind.value for kind in UnitKind}
    }
    above = unit_above(dossier.competent_unit_id)
    by_code = tuple(Unit.objects.filter(code__in=named).values_list("code", "id")) if named else ()
    return Units(
        centre=dossier.receiving_unit_id,
        division=dossier.competent_unit_id,
        unit=above,
        by_code=by_code,
    )


def step_due(unit_id: int, *, opened_at: datetime, working_minutes: int | None) -> datetime | None:
    """Return until when a step should be done, None when it is not counted."""
    if not working_minutes:
        return None
    return add_working_minutes(calendar_of(unit_id), opened_at, working_minutes)


def unit_above(unit_id: int) -> int:
    """Return the department of a division, or the unit itself; one statement."""
    level, parent_id = Unit.objects.values_list("level", "parent_id").get(pk=unit_id)
    return parent_id if level == Level.DIVISION and parent_id else unit_id
