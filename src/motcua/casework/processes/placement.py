"""Which unit does a step of a dossier, and until when."""

from datetime import datetime

from motcua.casework.dossiers.models import Dossier
from motcua.casework.processes.rules import UnitKind, Units
from motcua.engine.process.model import Graph
from motcua.engine.worktime import WorkCalendar, add_working_minutes
from motcua.registers.calendar.places import Place, Places
from motcua.registers.organisation.models import Unit
from motcua.registers.organisation.rules import Level


def units_of(dossier: Dossier, graph: Graph, places: Places) -> Units:
    """Return the units a dossier's process speaks of; no statement unless it names others."""
    return Units(
        receiving=dossier.receiving_unit_id,
        handing_back=dossier.return_unit_id,
        division=dossier.competent_unit_id,
        unit=head_of(places[dossier.competent_unit_id]),
        by_code=_named(graph),
    )


def head_of(place: Place) -> int:
    """Return the department of a division, or the unit itself."""
    return place.parent_id if place.level == Level.DIVISION and place.parent_id else place.unit_id


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


def step_due(
    calendar: WorkCalendar, *, opened_at: datetime, working_minutes: int | None
) -> datetime | None:
    """Return until when a step should be done, None when it is not counted."""
    if not working_minutes:
        return None
    return add_working_minutes(calendar, opened_at, working_minutes)
