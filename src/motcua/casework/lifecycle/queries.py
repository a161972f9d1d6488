"""Who sees which dossiers: `visible_to(actor)` is the first word, so a stranger finds nothing."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.casework.dossiers.models import Dossier
from motcua.casework.lifecycle.rules import TECHNICAL
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import TaskState
from motcua.registers.organisation.rules import Acting

_CONCERNED = Q(state=TaskState.OPEN) | Q(state=TaskState.DONE, token__isnull=False)


def visible_to(by: Acting) -> QuerySet[Dossier]:
    """Return the dossiers an officer may see: of his units, of their tasks, or by role all.

    A consulted unit sees a dossier while its answer is awaited; a unit of the process that did
    its step goes on seeing it. Who only runs the machines sees none.
    Basis: promises P7; handbook 2.10, 5.1.
    """
    if by.roles <= TECHNICAL:
        return Dossier.objects.none()
    if by.sees_all:
        return Dossier.objects.all()
    units = list(by.unit_ids)
    return Dossier.objects.filter(
        Q(receiving_unit__in=units)
        | Q(competent_unit__in=units)
        | Q(return_unit__in=units)
        | Exists(Task.objects.filter(_CONCERNED, unit__in=units, dossier=OuterRef("pk")))
    )
