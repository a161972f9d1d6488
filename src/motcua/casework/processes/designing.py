"""The step table on the designer's desk: what is wrong with it, its picture, its BPMN."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.casework.processes.actions import publish_from_table, steps_of
from motcua.casework.processes.models import ProcessDefinition
from motcua.casework.processes.rules import Act, CannotPublish
from motcua.engine.process import bpmn_read, bpmn_write, table
from motcua.engine.process.bpmn_compile import compile_graph
from motcua.engine.process.model import Graph
from motcua.engine.process.soundness import Problem, check
from motcua.registers.catalogue.actions import approve_internal_process
from motcua.registers.catalogue.queries.rows import limit_rows, step_drafts
from motcua.registers.catalogue.rules.decisions import Decision
from motcua.registers.catalogue.rules.draft import StepDraft
from motcua.registers.catalogue.rules.kinds import StepUnit
from motcua.registers.catalogue.rules.limits import allowed_minutes
from motcua.registers.organisation.rules import Acting

# What no table of steps may lack even as a draft: the register would not hold it.
UNSTORABLE = frozenset({"bad_key", "doubled_key", "missing_role", "missing_limit", "missing_name"})


@dataclass(frozen=True)
class DefinitionRow:
    """A published electronic process of a version."""

    number: int
    published_at: datetime
    published_by: str
    is_active: bool


@dataclass(frozen=True)
class Uploaded:
    """What a BPMN file says: its table, and everything in it that is not played, by name."""

    steps: tuple[StepDraft, ...]
    unsupported: tuple[bpmn_read.Unsupported, ...]


def graph_from(rows: Sequence[StepDraft], key: str = "process") -> Graph:
    """Return the process a table means. Raises `table.BadTable`."""
    return table.graph_of(steps_of(rows), key=key)


def problems_of(rows: Sequence[StepDraft], limit_minutes: int = 0) -> tuple[Problem, ...]:
    """Return everything that forbids publication, each fault with the key of its row.

    `limit_minutes`: the legal limit, 0 when none is counted in working hours.
    """
    gaps = tuple(problem for row in rows for problem in _gaps(row))
    try:
        graph = graph_from(rows)
    except table.BadTable as bad:
        return (*gaps, Problem(bad.reason, bad.key))
    named = {(gap.kind, gap.node) for gap in gaps}
    sound = check(graph, limit_minutes or None)
    return (*gaps, *(problem for problem in sound if (problem.kind, problem.node) not in named))


def _gaps(row: StepDraft) -> tuple[Problem, ...]:
    is_work = row.is_counted and not row.wait
    found = {
        "missing_name": not row.name,
        "missing_role": is_work and not row.role,
        "missing_limit": is_work and not row.working_minutes,
        "unknown_act": not row.wait and row.act not in set(Act),
    }
    return tuple(Problem(kind, row.key) for kind, is_so in found.items() if is_so)


@transaction.atomic
def approve_and_publish(
    version_id: int, decision: Decision, *, by: Acting, now: datetime
) -> ProcessDefinition:
    """Approve a version's step table under a decision and put it live, when it has no fault.

    Raises `CannotPublish` with every fault, CannotKeepTheCatalogue, CannotApproveInternalProcess.
    Basis: Decree 61/2018/NĐ-CP, art. 4 and 36 (mem-mid)
    """
    problems = problems_of(step_drafts(version_id), limit_of(version_id))
    if problems:
        raise CannotPublish(problems)
    approve_internal_process(version_id, decision, by=by, now=now)
    return publish_from_table(version_id, by=by, now=now)


def limit_of(version_id: int) -> int:
    """Return the version's legal limit in working minutes, 0 when it has none so counted."""
    return allowed_minutes(limit_rows(version_id))


def definitions_of(version_id: int) -> tuple[DefinitionRow, ...]:
    """Return the processes published for a version, the latest first."""
    rows = ProcessDefinition.objects.filter(version_id=version_id).order_by("-number")
    columns = ("number", "published_at", "published_by", "is_active")
    return tuple(DefinitionRow(*row) for row in rows.values_list(*columns))


def bpmn_of(rows: Sequence[StepDraft], key: str) -> bytes:
    """Return a table as BPMN 2.0 with a diagram. Raises `table.BadTable`."""
    return bpmn_write.write(bpmn_write.draw(graph_from(rows, key)))


def read_bpmn(source: bytes) -> Uploaded:
    """Read a BPMN file back into a table.

    Raises `xml_tree.BadXml`, `bpmn_compile.CannotCompile`, `table.BadTable("not_a_table")`.
    """
    diagram = bpmn_read.read(source)
    steps = table.steps_of(compile_graph(diagram))
    return Uploaded(tuple(_draft(step) for step in steps), diagram.unsupported)


def drafts_of(steps: Sequence[table.Step]) -> tuple[StepDraft, ...]:
    """Return the engine's table as the register's."""
    return tuple(_draft(step) for step in steps)


def _draft(step: table.Step) -> StepDraft:
    is_kind = step.unit_kind in set(StepUnit)
    return StepDraft(
        key=step.key,
        name=step.name,
        role=step.role,
        unit_kind=StepUnit(step.unit_kind) if is_kind else StepUnit.UNIT,
        act=step.act,
        unit_code="" if is_kind else step.unit_kind,
        working_minutes=step.working_minutes or 0,
        returns_to=step.returns_to or "",
        parallel_group=step.parallel_group or "",
        is_optional=step.is_optional,
        is_counted=bool(step.working_minutes),
        wait=step.wait or "",
    )
