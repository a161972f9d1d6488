"""Compiled graphs, read once per definition and process: published definitions never change."""

from functools import lru_cache

from motcua.casework.processes.models import ProcessDefinition
from motcua.engine.process.model import Graph, from_json


@lru_cache(maxsize=512)
def graph_of(definition_id: int) -> Graph:
    """Return the compiled graph of a definition; one statement the first time."""
    stored = ProcessDefinition.objects.values_list("graph", flat=True).get(pk=definition_id)
    return from_json(stored)


def active_definition(version_id: int, case_id: int) -> int | None:
    """Return the definition that new dossiers of a case follow: its own, else the version's."""
    return (
        ProcessDefinition.objects.filter(version_id=version_id, is_active=True)
        .filter(case_id__in=[case_id])
        .values_list("id", flat=True)
        .first()
        or ProcessDefinition.objects.filter(
            version_id=version_id, is_active=True, case__isnull=True
        )
        .values_list("id", flat=True)
        .first()
    )
