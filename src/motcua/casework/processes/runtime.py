"""The running process: tokens and tasks moved inside the act's own transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.casework.dossiers.models import Dossier
from motcua.casework.processes.events import TaskDone, TaskOpened
from motcua.casework.processes.graphs import graph_of
from motcua.casework.processes.models import ProcessInstance, Task, Timer
from motcua.casework.processes.placement import step_due, units_of
from motcua.casework.processes.rules import TaskState, Units
from motcua.engine.process import state as tokens
from motcua.engine.process.game import advance, start
from motcua.engine.process.model import Graph
from motcua.engine.process.state import (
    Back,
    MessageArrived,
    Move,
    Opened,
    TaskCompleted,
)
from motcua.engine.process.state import (
    Event as Push,
)
from motcua.engine.worktime import WorkCalendar
from motcua.foundation.journal.rules import Event
from motcua.foundation.rows import Branch, insert_together
from motcua.registers.calendar.places import Places, places_of
from motcua.registers.calendar.queries import calendar_of

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Moved:
    """What a push changed: tasks opened, messages now waited for, journal events to record."""

    opened: tuple[Task, ...] = ()
    waits: tuple[str, ...] = ()
    is_finished: bool = False
    events: tuple[Event, ...] = ()


@dataclass(frozen=True)
class _Setting:
    dossier: Dossier
    graph: Graph
    at: datetime
    assignee_id: int | None = None


def begin(
    dossier: Dossier, definition_id: int, places: Places, *, at: datetime, assignee_id: int | None
) -> Moved:
    """Start the process of a dossier; its first tasks go to `assignee_id`. One statement."""
    graph = graph_of(definition_id)
    move = start(graph, {})
    instance = ProcessInstance(
        dossier=dossier, definition_id=definition_id, tokens=tokens.to_json(move.state), facts={}
    )
    setting = _Setting(dossier, graph, at, assignee_id)
    units = units_of(dossier, graph, places)
    opened = tuple(_task(one, setting, units, places, {}) for one in move.opened)
    insert_together(Branch([instance]), Branch(opened))
    return _moved(move, opened)


def complete(
    dossier: Dossier,
    task: Task,
    outcome: str,
    *,
    at: datetime,
    by_label: str,
    assignee_id: int | None = None,
) -> Moved:
    """Close a task of a locked dossier and open what follows.

    `assignee_id` gets the tasks that follow; without it a task goes back to its last holder.
    Raises `CannotMove` when the process does not know the step.
    """
    task.state, task.closed_at, task.closed_by, task.outcome = (
        TaskState.DONE,
        at,
        by_label,
        outcome,
    )
    task.save(update_fields=["state", "closed_at", "closed_by", "outcome", "opinion"])
    done = _done(task)
    if task.token is None:
        return Moved(events=(done,))
    moved = push(dossier, TaskCompleted(task.token, outcome), at=at, assignee_id=assignee_id)
    return Moved(moved.opened, moved.waits, moved.is_finished, (done, *moved.events))


def push(dossier: Dossier, event: Push, *, at: datetime, assignee_id: int | None = None) -> Moved:
    """Give the dossier's process one event: a task done, a message, a step back."""
    instance = ProcessInstance.objects.get(dossier=dossier)
    graph = graph_of(instance.definition_id)
    move = advance(graph, tokens.from_json(instance.tokens), event, instance.facts)
    instance.tokens = tokens.to_json(move.state)
    instance.ended_as = move.end_key
    instance.save(update_fields=["tokens", "ended_as"])
    return _write(move, _Setting(dossier, graph, at, assignee_id))


def deliver(dossier: Dossier, message: str, *, at: datetime) -> Moved:
    """Tell the process that what it waited for has come. Raises `CannotMove`."""
    return push(dossier, MessageArrived(message), at=at)


def go_back(dossier: Dossier, node_key: str, *, at: datetime) -> Moved:
    """Begin again at an earlier step; everything after it is withdrawn."""
    return push(dossier, Back(node_key), at=at)


def cancel_all(dossier: Dossier, *, at: datetime) -> None:
    """Withdraw every open task of a dossier that ends before its process does."""
    Task.objects.filter(dossier=dossier, state=TaskState.OPEN).update(
        state=TaskState.CANCELLED, closed_at=at
    )
    Timer.objects.filter(dossier=dossier).delete()


def _write(move: Move, setting: _Setting) -> Moved:
    if move.withdrawn:
        Task.objects.filter(
            dossier=setting.dossier, token__in=move.withdrawn, state=TaskState.OPEN
        ).update(state=TaskState.CANCELLED, closed_at=setting.at)
    return _moved(move, _open(move.opened, setting))


def _moved(move: Move, opened: tuple[Task, ...]) -> Moved:
    return Moved(
        opened,
        tuple(wait.message for wait in move.waits),
        move.is_finished,
        tuple(_opened_event(task) for task in opened),
    )


def _open(opened: Sequence[Opened], setting: _Setting) -> tuple[Task, ...]:
    if not opened:
        return ()
    dossier = setting.dossier
    places = places_of(
        [dossier.receiving_unit_id, dossier.competent_unit_id, dossier.return_unit_id]
    )
    units = units_of(dossier, setting.graph, places)
    holders = _holders(dossier, [one.node_key for one in opened])
    made = [_task(one, setting, units, places, holders) for one in opened]
    return tuple(Task.objects.bulk_create(made))


def _task(
    opened: Opened,
    setting: _Setting,
    units: Units,
    places: Places,
    holders: Mapping[str, int | None],
) -> Task:
    node = setting.graph.node(opened.node_key)
    unit_id = units.of(node.unit_kind, role=node.role, act=node.act)
    return Task(
        dossier=setting.dossier,
        token=opened.token_id,
        node_key=node.key,
        name=node.name,
        act=node.act,
        role=node.role,
        unit_id=unit_id,
        assignee_id=setting.assignee_id or holders.get(node.key),
        working_minutes=node.working_minutes,
        opened_at=setting.at,
        due_at=step_due(
            _calendar(places, unit_id), opened_at=setting.at, working_minutes=node.working_minutes
        ),
        dossier_due_at=setting.dossier.due_at,
    )


def _calendar(places: Places, unit_id: int) -> WorkCalendar:
    """The department above a division works by its own calendar; it is read when it is needed."""
    return places[unit_id].calendar if unit_id in places else calendar_of(unit_id)


def _holders(dossier: Dossier, keys: Sequence[str]) -> dict[str, int | None]:
    """Return who last held each step, so that a dossier sent back finds its officer."""
    return dict(
        Task.objects.filter(dossier=dossier, node_key__in=keys)
        .order_by("id")
        .values_list("node_key", "assignee_id")
    )


def _opened_event(task: Task) -> TaskOpened:
    return TaskOpened(
        task_id=task.pk,
        dossier_id=task.dossier_id,
        node=task.node_key,
        name=task.name,
        role=task.role,
        unit_id=task.unit_id,
        due_at=task.due_at.isoformat() if task.due_at else "",
    )


def _done(task: Task) -> TaskDone:
    return TaskDone(
        task_id=task.pk,
        dossier_id=task.dossier_id,
        node=task.node_key,
        name=task.name,
        outcome=task.outcome,
        opened_at=task.opened_at.isoformat(),
        due_at=task.due_at.isoformat() if task.due_at else "",
    )
