"""Compiled graphs, read once per definition and process: published definitions never change."""

from functools import lru_cache

from django.db.models import F, Q

from motcua.casework.processes.models import ProcessDefinition
from motcua.engine.process.model import Graph, from_json
from motcua.engine.process.paths import reachable
from motcua.engine.process.state import State


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
    own_first = ProcessDefinition.objects.filter(version_id=version_id, is_active=True).filter(
        Q(case_id=case_id) | Q(case__isnull=True)
    )
    return (
        own_first.order_by(F("case_id").asc(nulls_last=True)).values_list("id", flat=True).first()
    )
