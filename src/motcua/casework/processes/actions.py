"""Publish an internal process as the electronic one: sound, drawn, compiled."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from motcua.casework.processes import services
from motcua.casework.processes.events import ProcessPublished
from motcua.casework.processes.models import ProcessDefinition
from motcua.casework.processes.rules import CannotPublish
from motcua.engine.process import model
from motcua.engine.process.bpmn_write import draw, write
from motcua.engine.process.soundness import check
from motcua.engine.process.table import Step, graph_of
from motcua.foundation.journal.actions import record
from motcua.registers.catalogue.actions import activate_electronic_process
from motcua.registers.catalogue.queries.rows import step_drafts
from motcua.registers.catalogue.rules.draft import StepDraft
from motcua.registers.organisation.rules import Acting


@transaction.atomic
def publish_from_table(version_id: int, *, by: Acting, now: datetime) -> ProcessDefinition:
    """Build the electronic process of a version from its approved step table and activate it.

    Raises `CannotPublish` with every fault found; nothing is written then.
    Basis: Decree 61/2018, art. 18-20; Circular 21/2023, CN09 (checks; mem-mid).
    """
    graph = graph_of(steps_of(step_drafts(version_id)), key=f"v{version_id}")
    return publish_graph(version_id, graph, by=by, now=now)


@transaction.atomic
def publish_graph(
    version_id: int, graph: model.Graph, *, by: Acting, now: datetime
) -> ProcessDefinition:
    """Publish a checked graph as the version's process; running instances keep their own.

    Raises `CannotPublish`.
    """
    problems = check(graph, services=services.names())
    if problems:
        raise CannotPublish(tuple(problems))
    earlier = ProcessDefinition.objects.filter(version_id=version_id)
    number = earlier.count() + 1
    earlier.filter(is_active=True).update(is_active=False)
    definition = ProcessDefinition.objects.create(
        version_id=version_id,
        number=number,
        bpmn=write(draw(graph)).decode(),
        graph=model.to_json(graph),
        published_at=now,
        published_by=by.actor.label,
    )
    activate_electronic_process(version_id, by=by, now=now)
    event = ProcessPublished(definition.pk, version_id, number)
    record(event, by=by.actor, at=now, unit_id=by.unit_id)
    return definition


def steps_of(rows: Sequence[StepDraft]) -> tuple[Step, ...]:
    """Turn the decision's table into the engine's: a row's own unit code goes before its kind."""
    return tuple(_step(row) for row in rows)


def _step(row: StepDraft) -> Step:
    return Step(
        key=row.key,
        name=row.name,
        role=row.role,
        unit_kind=row.unit_code or row.unit_kind,
        working_minutes=row.working_minutes if row.is_counted else 0,
        act=row.act,
        returns_to=row.returns_to or None,
        parallel_group=row.parallel_group or None,
        is_optional=row.is_optional,
        wait=row.wait or None,
    )
