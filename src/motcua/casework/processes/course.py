"""The running process of a dossier as an act finds it: what a move needs, in one statement."""

from dataclasses import dataclass, field
from typing import Any

from motcua.casework.dossiers.models import Dossier
from motcua.casework.processes.models import ProcessInstance
from motcua.casework.processes.rules import Act, TaskState
from motcua.foundation.rows import Question, Sheet, ask
from motcua.registers.calendar.places import Places, asked_places

AT_ONCE = 4
"""Keys fetched ahead for tasks that one move may open; a wider move writes before it goes on."""

_INSTANCE = """
SELECT json_build_array(id, definition_id, tokens, facts, ended_as)
  FROM processes_processinstance WHERE dossier_id = %s
"""
# Who last held each step, so that a dossier sent back finds its officer.
_HOLDERS = """
SELECT json_object_agg(last.node_key, last.assignee_id) FROM (
  SELECT DISTINCT ON (node_key) node_key, assignee_id FROM processes_task
   WHERE dossier_id = %s ORDER BY node_key, id DESC) last
"""
_SILENT = """
SELECT json_agg(u.name ORDER BY t.id) FROM processes_task t
  JOIN organisation_unit u ON u.id = t.unit_id
 WHERE t.dossier_id = %s AND t.act = %s AND t.state = %s AND t.token IS NULL
"""
_KEYS = """
SELECT json_agg(nextval(pg_get_serial_sequence('processes_task', 'id')))
  FROM generate_series(1, %s::int)
"""


@dataclass(frozen=True)
class Course:
    """A locked dossier's process; `silent` names the consulted units that owe an answer.

    `sheet` gathers what a move writes.
    """

    dossier: Dossier
    instance: ProcessInstance
    holders: dict[str, int | None]
    silent: tuple[str, ...]
    places: Places
    keys: list[int]
    sheet: Sheet = field(default_factory=Sheet)


def course_of(dossier: Dossier) -> Course:
    """Read the process of a locked dossier. Raises `ProcessInstance.DoesNotExist`."""
    units = (dossier.receiving_unit_id, dossier.competent_unit_id, dossier.return_unit_id)
    asked = Act.ANSWER_CONSULTATION, TaskState.OPEN
    instance, holders, silent, keys, places = ask(
        Question(_INSTANCE, (dossier.pk,), lambda row: _instance(dossier, row)),
        Question(_HOLDERS, (dossier.pk,), lambda row: row or {}),
        Question(_SILENT, (dossier.pk, *asked), lambda row: tuple(row or ())),
        Question(_KEYS, (AT_ONCE,), list),
        asked_places(units),
    )
    return Course(dossier, instance, holders, silent, places, keys)


def _instance(dossier: Dossier, row: Any) -> ProcessInstance:
    if row is None:
        raise ProcessInstance.DoesNotExist(dossier.pk)
    key, definition_id, tokens, facts, ended_as = row
    found = ProcessInstance(
        pk=key,
        dossier=dossier,
        definition_id=definition_id,
        tokens=tokens,
        facts=facts,
        ended_as=ended_as,
    )
    found._state.adding = False
    return found
