"""A past played at once: the same game and the same rows as step by step, in one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.casework.dossiers.models import Dossier
from motcua.casework.processes.graphs import graph_of
from motcua.casework.processes.models import ProcessInstance, Task
from motcua.casework.processes.placement import units_of
from motcua.casework.processes.rules import TaskState
from motcua.casework.processes.tasks import Setting, done_event, new_task, opened_event
from motcua.engine.process import state as tokens
from motcua.engine.process.game import advance, start
from motcua.engine.process.state import CannotMove, Move, TaskCompleted
from motcua.foundation.journal.rules import Event
from motcua.foundation.rows import insert_together
from motcua.registers.calendar.places import Places
from motcua.registers.organisation.rules import Acting


@dataclass(frozen=True)
class PastStep:
    """A step somebody did elsewhere; `leads_to` is the outcome by which the process goes on."""

    key: str
    leads_to: str
    at: datetime
    by: Acting


@dataclass(frozen=True)
class Lived:
    """The journal events of the beginning, and of each step in its order."""

    begun: tuple[Event, ...]
    steps: tuple[tuple[Event, ...], ...]


def live(
    dossier: Dossier,
    definition_id: int,
    places: Places,
    steps: Sequence[PastStep],
    facts: Mapping[str, Any],
) -> Lived:
    """Play a process of one thread from the dossier's reception through all these steps.

    Raises `CannotMove`: unknown_step, not_one_thread, and as `advance`.
    """
    graph = graph_of(definition_id)
    story = _Story(dossier, Setting(dossier, graph, dossier.received_at or dossier.filed_at), steps)
    move = story.play(start(graph, facts), facts, places)
    instance = ProcessInstance(
        dossier=dossier,
        definition_id=definition_id,
        tokens=tokens.to_json(move.state),
        facts=dict(facts),
        ended_as=move.end_key,
    )
    insert_together([instance], story.tasks)
    opened = [(opened_event(task),) for task in story.tasks]
    later = [*opened[1:], *[()] * (1 + len(steps) - len(opened))]
    done = [done_event(task) for task in story.tasks if task.state == TaskState.DONE]
    begun = opened[0] if opened else ()
    return Lived(begun, tuple((one, *then) for one, then in zip(done, later, strict=False)))


class _Story:
    """The tasks of one past, opened and closed in memory."""

    def __init__(self, dossier: Dossier, setting: Setting, steps: Sequence[PastStep]) -> None:
        self.tasks: list[Task] = []
        self._dossier = dossier
        self._setting = setting
        self._steps = steps

    def play(self, move: Move, facts: Mapping[str, Any], places: Places) -> Move:
        """Do every step; return the last move."""
        graph = self._setting.graph
        units = units_of(self._dossier, graph, places)
        at = self._setting.at
        for step in self._steps:
            _check(move, step)
            setting = Setting(self._dossier, graph, at, step.by.officer_id or None)
            task = new_task(move.opened[0], setting, units, places, {})
            task.state, task.outcome = TaskState.DONE, step.leads_to
            task.closed_at, task.closed_by = step.at, step.by.actor.label
            self.tasks.append(task)
            done = TaskCompleted(move.opened[0].token_id, step.leads_to)
            move, at = advance(graph, move.state, done, facts), step.at
        setting = Setting(self._dossier, graph, at)
        self.tasks += [new_task(one, setting, units, places, {}) for one in move.opened]
        return move


def _check(move: Move, step: PastStep) -> None:
    if len(move.opened) > 1 or move.timers or move.calls:
        raise CannotMove("not_one_thread", step.key)
    if not move.opened or move.opened[0].node_key != step.key:
        raise CannotMove("unknown_step", step.key)
