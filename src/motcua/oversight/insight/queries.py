"""What the house holds of a replayed log: counted in its own tables and journal, not in the log."""

from django.db.models import QuerySet

from motcua.casework.dossiers.models import Dossier
from motcua.casework.lifecycle.events import DossierImported
from motcua.casework.processes.events import TaskDone
from motcua.foundation.journal.models import Entry
from motcua.oversight.insight.rules import Outcome


def count_steps(version_id: int) -> int:
    """How many steps the journal says were done on the dossiers of a version."""
    return Entry.objects.filter(kind=TaskDone.kind, dossier_id__in=_ids(version_id)).count()


def outcomes(version_id: int) -> tuple[Outcome, ...]:
    """The dossiers of a version with the channel as their source calls it; two statements."""
    imported = Entry.objects.filter(kind=DossierImported.kind, dossier_id__in=_ids(version_id))
    ways_in = dict(imported.values_list("dossier_id", "body__filed_by"))
    rows = Dossier.objects.filter(version_id=version_id).values_list(
        "pk", "channel", "original_due_at", "finished_at"
    )
    return tuple(
        Outcome(ways_in.get(pk, channel), due_at, finished_at)
        for pk, channel, due_at, finished_at in rows
    )


def _ids(version_id: int) -> "QuerySet[Dossier, int]":
    return Dossier.objects.filter(version_id=version_id).values_list("pk", flat=True)
