"""Tasks and timers as rows: which the process opened, for whom, until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from motcua.casework.dossiers.models import Dossier
from motcua.casework.processes.course import Course
from motcua.casework.processes.events import TaskDone, TaskOpened
from motcua.casework.processes.models import Task, Timer
from motcua.casework.processes.placement import step_due, units_of
from motcua.casework.processes.rules import TaskState, Units
from motcua.engine.process.model import Graph
from motcua.engine.process.state import Move, Opened, TimerSet
from motcua.engine.worktime import WorkCalendar, add_working_minutes
from motcua.foundation.rows import Sheet
from motcua.registers.calendar.places import Places
from motcua.registers.calendar.queries import calendar_of


@dataclass(frozen=True)
class Setting:
    """Where a move happens: the locked dossier, its graph, the instant, who gets what follows."""

    dossier: Dossier
    graph: Graph
    at: datetime
    assignee_id: int | None = None


def gather_first(move: Move, setting: Setting, places: Places, sheet: Sheet) -> tuple[Task, ...]:
    """Put the first tasks and timers of a process on the sheet."""
    units = units_of(setting.dossier, setting.graph, places)
    opened = tuple(new_task(one, setting, units, places, {}) for one in move.opened)
    sheet.insert(opened, _timers(move, setting))
    return opened


def gather_move(move: Move, setting: Setting, course: Course) -> tuple[Task, ...]:
    """Withdraw what one move says; put what it opens and times on the sheet of the course."""
    dossier = setting.dossier
    gone = [*move.withdrawn, *move.cancelled_timers]
    if move.withdrawn:
        Task.objects.filter(dossier=dossier, token__in=move.withdrawn, state=TaskState.OPEN).update(
            state=TaskState.CANCELLED, closed_at=setting.at
        )
    if gone and setting.graph.has_timers:
        Timer.objects.filter(dossier=dossier, token__in=gone).delete()
    opened = _opened(move, setting, course) if move.opened else ()
    course.sheet.insert(opened, _timers(move, setting))
    if any(task.pk is None for task in opened):
        course.sheet.write()
    return opened


def _opened(move: Move, setting: Setting, course: Course) -> tuple[Task, ...]:
    units = units_of(setting.dossier, setting.graph, course.places)
    opened = tuple(
        new_task(one, setting, units, course.places, course.holders) for one in move.opened
    )
    if len(opened) <= len(course.keys):
        for task in opened:
            task.pk = course.keys.pop(0)
    return opened


def cancel_all(dossier: Dossier, *, at: datetime, only_undrawn: bool = False) -> None:
    """Withdraw the open tasks and the timers of a dossier that ends before they do.

    `only_undrawn` leaves the steps of the process and takes what was asked besides them.
    """
    tasks = Task.objects.filter(dossier=dossier, state=TaskState.OPEN)
    if only_undrawn:
        tasks = tasks.filter(token__isnull=True)
    tasks.update(state=TaskState.CANCELLED, closed_at=at)
    Timer.objects.filter(dossier=dossier).delete()


def _timers(move: Move, setting: Setting) -> list[Timer]:
    return [
        Timer(dossier=setting.dossier, token=timer.token_id, fires_at=_fires_at(timer, setting))
        for timer in move.timers
    ]


def _fires_at(timer: TimerSet, setting: Setting) -> datetime:
    """After working minutes of the competent unit; a timer named by a fact rings with the due."""
    dossier = setting.dossier
    if timer.minutes is None:
        return dossier.due_at or setting.at
    calendar = calendar_of(dossier.competent_unit_id)
    return add_working_minutes(calendar, setting.at, timer.minutes)


def new_task(
    opened: Opened,
    setting: Setting,
    units: Units,
    places: Places,
    holders: Mapping[str, int | None],
) -> Task:
    """Return the unsaved task of a step that opened; `holders` got it the last time."""
    node = setting.graph.node(opened.node_key)
    unit_id = units.of(node.unit_kind, role=node.role, act=node.act)
    assignee_id = setting.assignee_id or holders.get(node.key)
    return Task(
        dossier=setting.dossier,
        token=opened.token_id,
        node_key=node.key,
        name=node.name,
        act=node.act,
        role=node.role,
        unit_id=unit_id,
        assignee_id=assignee_id,
        working_minutes=node.working_minutes,
        opened_at=setting.at,
        claimed_at=setting.at if assignee_id else None,
        due_at=step_due(
            _calendar(places, unit_id), opened_at=setting.at, working_minutes=node.working_minutes
        ),
        dossier_due_at=setting.dossier.due_at,
        is_paused=setting.dossier.is_paused,
    )


def _calendar(places: Places, unit_id: int) -> WorkCalendar:
    """The department above a division works by its own calendar; it is read when it is needed."""
    return places[unit_id].calendar if unit_id in places else calendar_of(unit_id)


def opened_event(task: Task) -> TaskOpened:
    """Return what the journal says of a task just opened."""
    return TaskOpened(
        task_id=task.pk,
        dossier_id=task.dossier_id,
        node=task.node_key,
        name=task.name,
        role=task.role,
        unit_id=task.unit_id,
        due_at=task.due_at.isoformat() if task.due_at else "",
    )


def done_event(task: Task) -> TaskDone:
    """Return what the journal says of a task just closed."""
    return TaskDone(
        task_id=task.pk,
        dossier_id=task.dossier_id,
        node=task.node_key,
        name=task.name,
        outcome=task.outcome,
        opened_at=task.opened_at.isoformat(),
        due_at=task.due_at.isoformat() if task.due_at else "",
    )
