"""Who sees which dossiers: `visible_to(actor)` is the first word, so a stranger finds nothing."""

from django.db.models import Q, QuerySet

from motcua.casework.dossiers.models import Dossier
from motcua.casework.processes.models import Task
from motcua.registers.organisation.rules import Acting


def visible_to(by: Acting) -> QuerySet[Dossier]:
    """Return the dossiers an officer may see: of his units, of their tasks, or by role all.

    A consulted unit sees a dossier through its task.
    Basis: promises P7; handbook 5.1.
    """
    if by.sees_all:
        return Dossier.objects.all()
    units = list(by.unit_ids)
    return Dossier.objects.filter(
        Q(receiving_unit__in=units)
        | Q(competent_unit__in=units)
        | Q(return_unit__in=units)
        | Q(pk__in=Task.objects.filter(unit__in=units).values("dossier_id"))
    )
