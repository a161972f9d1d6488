"""What has been decided about a dossier, and whether it still stands."""

from motcua.casework.dossiers.models import Dossier
from motcua.casework.processes.graphs import graph_of, lies_ahead
from motcua.casework.processes.models import ProcessInstance, Task
from motcua.casework.processes.rules import Act, Outcome, TaskState
from motcua.engine.process.paths import reachable
from motcua.engine.process.state import from_json

_DECIDED = frozenset({Outcome.APPROVED, Outcome.REJECTED})


def decision_of(dossier: Dossier) -> Task | None:
    """Return the final decision that stands, None while another approval lies ahead.

    A department's approval of what the Chairman signs decides nothing yet, nor does one after
    which the dossier was sent back or recalled. Two statements.
    Basis: handbook 5.2, T2 (the department appraises, the Chairman decides).
    """
    closed = Task.objects.filter(dossier=dossier, act=Act.APPROVE, state=TaskState.DONE)
    last = closed.order_by("-id").first()
    if last is None or last.outcome not in _DECIDED or _is_approval_ahead(dossier):
        return None
    return last


def is_decided(dossier: Dossier) -> bool:
    """Tell whether the final decision stands."""
    return decision_of(dossier) is not None


def is_final(task: Task) -> bool:
    """Tell whether no other approval lies behind this step of approval."""
    running = ProcessInstance.objects.filter(dossier=task.dossier_id)
    definition = running.values_list("definition_id", flat=True).first()
    if definition is None:
        return True
    graph = graph_of(definition)
    after = reachable(graph.forward.get(task.node_key, ()), graph.forward)
    return all(graph.node(key).act != Act.APPROVE for key in after)


def _is_approval_ahead(dossier: Dossier) -> bool:
    running = ProcessInstance.objects.filter(dossier=dossier).values_list("definition_id", "tokens")
    return any(
        lies_ahead(graph_of(definition_id), from_json(tokens), Act.APPROVE)
        for definition_id, tokens in running
    )
