"""The running process: tokens and tasks moved inside the act's own transaction."""

from dataclasses import dataclass, replace
from datetime import datetime

from motcua.casework.dossiers.models import Dossier
from motcua.casework.processes import services
from motcua.casework.processes.course import Course, course_of
from motcua.casework.processes.graphs import graph_of
from motcua.casework.processes.models import ProcessInstance, Task
from motcua.casework.processes.rules import TaskState
from motcua.casework.processes.tasks import (
    Setting,
    done_event,
    gather_first,
    gather_move,
    opened_event,
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
from motcua.foundation.rows import Sheet
from motcua.registers.calendar.places import Places

_CLOSED = ("state", "closed_at", "closed_by", "outcome", "opinion", "assignee")


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
    dossier: Dossier,
    definition_id: int,
    places: Places,
    sheet: Sheet,
    *,
    at: datetime,
    assignee_id: int | None,
) -> "Begun":
    """Start the process of a dossier on the sheet; its first tasks go to `assignee_id`."""
    graph = graph_of(definition_id)
    move = start(graph, {})
    instance = ProcessInstance(
        dossier=dossier, definition_id=definition_id, tokens=tokens.to_json(move.state), facts={}
    )
    sheet.insert([instance])
    setting = Setting(dossier, graph, at, assignee_id)
    return Begun(instance, move, setting, gather_first(move, setting, places, sheet))


@dataclass(frozen=True)
class Begun:
    """A process that was put on a sheet; once that is written it goes on."""

    instance: ProcessInstance
    move: Move
    setting: Setting
    opened: tuple[Task, ...]

    def go_on(self) -> Moved:
        """Run the services that the beginning calls; return what has moved."""
        moved = _moved(self.move, self.opened)
        if not self.move.calls:
            return moved
        course = course_of(self.setting.dossier)
        moved = _run_services(course, self.move, self.setting, moved, is_kept=True)
        course.sheet.write()
        return moved


def complete(
    dossier: Dossier,
    task: Task,
    outcome: str,
    *,
    at: datetime,
    by_label: str,
    assignee_id: int | None = None,
) -> Moved:
    """Close a task of a locked dossier and open what follows: one statement reads, one writes.

    `assignee_id` gets the tasks that follow; without it a task goes back to its last holder.
    Raises `CannotMove` when the process does not know the step.
    """
    if task.token is None:
        close(task, outcome, at=at, by_label=by_label)
        task.save(update_fields=_CLOSED)
        return Moved(events=(done_event(task),))
    course = course_of(dossier)
    close(task, outcome, at=at, by_label=by_label)
    moved = go_on(course, task, at=at, assignee_id=assignee_id)
    course.sheet.write()
    return moved


def close(task: Task, outcome: str, *, at: datetime, by_label: str) -> None:
    """Close a task; nothing is written yet."""
    task.state, task.outcome = TaskState.DONE, outcome
    task.closed_at, task.closed_by = at, by_label


def go_on(course: Course, task: Task, *, at: datetime, assignee_id: int | None = None) -> Moved:
    """Put a closed task and what follows it on the sheet of the course, for the act to write.

    `assignee_id` and refusals as `complete`.
    """
    course.sheet.change(task, *_CLOSED)
    course.holders[task.node_key] = task.assignee_id
    done = TaskCompleted(task.token or 0, task.outcome)
    moved = _push(course, done, at=at, assignee_id=assignee_id)
    return replace(moved, events=(done_event(task), *moved.events))


def push(dossier: Dossier, event: Push, *, at: datetime, assignee_id: int | None = None) -> Moved:
    """Give the dossier's process one event: a task done, a message, a step back."""
    course = course_of(dossier)
    moved = _push(course, event, at=at, assignee_id=assignee_id)
    course.sheet.write()
    return moved


def _push(course: Course, event: Push, *, at: datetime, assignee_id: int | None) -> Moved:
    instance = course.instance
    graph = graph_of(instance.definition_id)
    move = advance(graph, tokens.from_json(instance.tokens), event, instance.facts)
    setting = Setting(course.dossier, graph, at, assignee_id)
    moved = _moved(move, gather_move(move, setting, course))
    return _run_services(course, move, setting, moved, is_kept=False)


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
    course: Course, move: Move, setting: Setting, moved: Moved, *, is_kept: bool
) -> Moved:
    """Run the services a move calls, and what they lead to; then keep the tokens.

    A service finds written what came before it.
    """
    instance, calls = course.instance, list(move.calls)
    while calls:
        course.sheet.write()
        call = calls.pop(0)
        outcome = services.run(call.name, setting.dossier, setting.at)
        done = ServiceDone(call.token_id, outcome)
        move = advance(setting.graph, move.state, done, instance.facts)
        moved, is_kept = moved.then(_moved(move, gather_move(move, setting, course))), False
        calls += move.calls
    if not is_kept:
        instance.tokens, instance.ended_as = tokens.to_json(move.state), move.end_key
        course.sheet.change(instance, "tokens", "ended_as")
    return moved


def _moved(move: Move, opened: tuple[Task, ...]) -> Moved:
    return Moved(
        opened,
        tuple(wait.message for wait in move.waits),
        move.is_finished,
        tuple(opened_event(task) for task in opened),
    )
