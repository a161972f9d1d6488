"""Compiled graphs, read once per definition and process: published definitions never change."""

from functools import lru_cache

from motcua.casework.processes.models import ProcessDefinition
from motcua.engine.process.model import Graph, from_json
from motcua.engine.process.paths import reachable
from motcua.engine.process.state import State
from motcua.foundation.rows import Question, ask

_ACTIVE = """
SELECT to_json(id) FROM processes_processdefinition
 WHERE version_id = %s AND is_active AND (case_id = %s::bigint OR case_id IS NULL)
 ORDER BY case_id NULLS LAST LIMIT 1
"""


@lru_cache(maxsize=512)
def graph_of(definition_id: int) -> Graph:
    """Return the compiled graph of a definition; one statement the first time."""
    stored = ProcessDefinition.objects.values_list("graph", flat=True).get(pk=definition_id)
    return from_json(stored)


def lies_ahead(graph: Graph, state: State, act: str) -> bool:
    """Tell whether a step of this act can still come without the dossier going back."""
    here = [token.node for token in state.tokens]
    return any(graph.node(key).act == act for key in reachable(here, graph.forward))


def active_definition(version_id: int, case_id: int | None) -> int | None:
    """Return the definition that new dossiers of a case follow: its own, else the version's."""
    (found,) = ask(asked_definition(version_id, case_id))
    return None if found is None else int(found)


def asked_definition(version_id: int, case_id: int | None) -> Question[int | None]:
    """Return the question for it, to be asked with others."""
    return Question(_ACTIVE, (version_id, case_id), lambda found: found)
