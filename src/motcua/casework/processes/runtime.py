"""The running process: tokens and tasks moved inside the act's own transaction."""

from dataclasses import dataclass
from datetime import datetime

from motcua.casework.dossiers.models import Dossier
from motcua.casework.processes import services
from motcua.casework.processes.graphs import graph_of
from motcua.casework.processes.models import ProcessInstance, Task
from motcua.casework.processes.rules import TaskState
from motcua.casework.processes.tasks import (
    Setting,
    done_event,
    opened_event,
    write_first,
    write_move,
)
from motcua.engine.process import state as tokens
from motcua.engine.process.game import advance, start
from motcua.engine.process.state import (
    Back,
    MessageArrived,
    Move,
    ServiceDone,
    TaskCompleted,
    TimerFired,
)
from motcua.engine.process.state import (
    Event as Push,
)
from motcua.foundation.journal.rules import Event
from motcua.registers.calendar.places import Places


@dataclass(frozen=True)
class Moved:
    """What a push changed: tasks opened, messages now waited for, journal events to record."""

    opened: tuple[Task, ...] = ()
    waits: tuple[str, ...] = ()
    is_finished: bool = False
    events: tuple[Event, ...] = ()

    def then(self, other: "Moved") -> "Moved":
        """Return both moves as one."""
        return Moved(
            self.opened + other.opened,
            self.waits + other.waits,
            other.is_finished,
            self.events + other.events,
        )


def begin(
    dossier: Dossier, definition_id: int, places: Places, *, at: datetime, assignee_id: int | None
) -> Moved:
    """Start the process of a dossier; its first tasks go to `assignee_id`. One statement."""
    graph = graph_of(definition_id)
    move = start(graph, {})
    instance = ProcessInstance(
        dossier=dossier, definition_id=definition_id, tokens=tokens.to_json(move.state), facts={}
    )
    setting = Setting(dossier, graph, at, assignee_id)
    moved = _moved(move, write_first(move, setting, places, instance))
    return _run_services(instance, move, setting, moved)


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
    task.save(update_fields=["state", "closed_at", "closed_by", "outcome", "opinion", "assignee"])
    done = done_event(task)
    if task.token is None:
        return Moved(events=(done,))
    moved = push(dossier, TaskCompleted(task.token, outcome), at=at, assignee_id=assignee_id)
    return Moved(moved.opened, moved.waits, moved.is_finished, (done, *moved.events))


def push(dossier: Dossier, event: Push, *, at: datetime, assignee_id: int | None = None) -> Moved:
    """Give the dossier's process one event: a task done, a message, a step back."""
    instance = ProcessInstance.objects.get(dossier=dossier)
    graph = graph_of(instance.definition_id)
    move = advance(graph, tokens.from_json(instance.tokens), event, instance.facts)
    setting = Setting(dossier, graph, at, assignee_id)
    moved = _moved(move, write_move(move, setting))
    return _run_services(instance, move, setting, moved, is_kept=False)


def deliver(dossier: Dossier, message: str, *, at: datetime) -> Moved:
    """Tell the process that what it waited for has come. Raises `CannotMove`."""
    return push(dossier, MessageArrived(message), at=at)


def ring(dossier: Dossier, token: int, *, at: datetime) -> Moved:
    """Tell the process of a locked dossier that a timer's instant has come."""
    return push(dossier, TimerFired(token), at=at)


def go_back(dossier: Dossier, node_key: str, *, at: datetime) -> Moved:
    """Begin again at an earlier step; everything after it is withdrawn."""
    return push(dossier, Back(node_key), at=at)


def _run_services(
    instance: ProcessInstance, move: Move, setting: Setting, moved: Moved, *, is_kept: bool = True
) -> Moved:
    """Run the services a move calls, and what they lead to; then keep the tokens."""
    calls = list(move.calls)
    while calls:
        call = calls.pop(0)
        outcome = services.run(call.name, setting.dossier, setting.at)
        done = ServiceDone(call.token_id, outcome)
        move = advance(setting.graph, move.state, done, instance.facts)
        moved, is_kept = moved.then(_moved(move, write_move(move, setting))), False
        calls += move.calls
    if not is_kept:
        instance.tokens, instance.ended_as = tokens.to_json(move.state), move.end_key
        instance.save(update_fields=["tokens", "ended_as"])
    return moved


def _moved(move: Move, opened: tuple[Task, ...]) -> Moved:
    return Moved(
        opened,
        tuple(wait.message for wait in move.waits),
        move.is_finished,
        tuple(opened_event(task) for task in opened),
    )
