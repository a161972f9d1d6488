"""What has been decided about a dossier, and whether it still stands."""

from motcua.casework.dossiers.models import Dossier
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import Act, Outcome, TaskState

_DECIDED = frozenset({Outcome.APPROVED, Outcome.REJECTED})


def decision_of(dossier: Dossier) -> Task | None:
    """Return the last decision, None when the last word was to send back or was recalled."""
    closed = Task.objects.filter(dossier=dossier, act=Act.APPROVE, state=TaskState.DONE)
    last = closed.order_by("-id").first()
    return last if last is not None and last.outcome in _DECIDED else None


def is_decided(dossier: Dossier) -> bool:
    """Tell whether a decision stands: made, and the dossier not sent back to an earlier step."""
    decision = decision_of(dossier)
    if decision is None:
        return False
    tasks = Task.objects.filter(dossier=dossier, token__isnull=False)
    earlier = tasks.filter(id__lte=decision.pk).values("node_key")
    again = tasks.filter(id__gt=decision.pk, state=TaskState.OPEN, node_key__in=earlier)
    return not again.exists()


def silent_units(dossier: Dossier) -> tuple[str, ...]:
    """Return the names of the consulted units that have not answered yet.

    Basis: handbook 7.8 (silence of a consulted agency is not consent).
    """
    asked = Task.objects.filter(
        dossier=dossier, act=Act.ANSWER_CONSULTATION, state=TaskState.OPEN, token__isnull=True
    )
    return tuple(asked.order_by("id").values_list("unit__name", flat=True))
