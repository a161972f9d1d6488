"""The process strip of a dossier: its own graph, with who has each step, since when, and late."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from motcua.casework.lifecycle.seen import TaskSeen
from motcua.casework.processes.rules import Act, Outcome, TaskState
from motcua.doors.desk.deadlines import between, span
from motcua.doors.desk.words import role_word
from motcua.engine.process.drawing import Mark, Standing
from motcua.engine.process.model import Graph, Kind, Node
from motcua.engine.worktime import WorkCalendar
from motcua.kit import dates
from motcua.ui.values import Step
from motcua.ui.words import said as _


def strip(
    graph: Graph, tasks: Sequence[TaskSeen], calendar: WorkCalendar, now: datetime
) -> tuple[Step, ...]:
    """Return the steps in the order of the diagram; what runs side by side is a fork."""
    seen = latest(tasks)
    questions = [_question(task, calendar, now) for task in tasks if _is_asked(task)]
    steps: list[Step] = []
    for fork, nodes in groupby(graph.tasks(), key=lambda node: _fork(graph, node)):
        drawn = [_step(node, seen.get(node.key), calendar, now) for node in nodes]
        steps += [Step("", branches=tuple(drawn))] if fork and len(drawn) > 1 else drawn
    return _beside_the_appraisal(graph, tuple(steps), questions)


def standings(tasks: Sequence[TaskSeen], now: datetime) -> Mapping[str, Standing]:
    """Return what the full diagram says of each node."""
    return {key: _standing(task, now) for key, task in latest(tasks).items()}


def latest(tasks: Sequence[TaskSeen]) -> dict[str, TaskSeen]:
    """Return the last task of each drawn step."""
    drawn = [task for task in tasks if task.state is not TaskState.CANCELLED]
    return {task.node_key: task for task in drawn}


def _is_asked(task: TaskSeen) -> bool:
    """Whether it is a question that the diagram does not draw."""
    return task.is_question and task.node_key == "consultation"


def _fork(graph: Graph, node: Node) -> str:
    """Return the parallel gateway a step comes from, "" when it stands in the row."""
    sources = {flow.source for flow in graph.into[node.key]}
    gates = [key for key in sources if graph.node(key).kind in (Kind.PARALLEL, Kind.INCLUSIVE)]
    return next((key for key in gates if len(graph.out[key]) > 1), "")


def _beside_the_appraisal(
    graph: Graph, steps: tuple[Step, ...], questions: list[Step]
) -> tuple[Step, ...]:
    """Draw the asked agencies beside the appraisal, since both go on at the same time."""
    if not questions:
        return steps
    names = {node.name for node in graph.tasks() if node.act == Act.APPRAISE}
    at = next((place for place, step in enumerate(steps) if step.name in names), None)
    if at is None:
        return (*steps, Step("", branches=tuple(questions)))
    fork = Step("", branches=(steps[at], *questions))
    return (*steps[:at], fork, *steps[at + 1 :])


def _step(node: Node, task: TaskSeen | None, calendar: WorkCalendar, now: datetime) -> Step:
    allowed = span(node.working_minutes) if node.working_minutes else ""
    step = Step(node.name, "todo", role_word(node.role), "", allowed)
    if task is None:
        return step
    return replace(
        step,
        state="here" if task.is_open else _ended(task),
        who=task.assignee or task.closed_by.partition(",")[0] or step.who,
        used=_used(task, calendar, now),
        is_late=_is_late(task, now),
    )


def _ended(task: TaskSeen) -> str:
    return "todo" if task.outcome == Outcome.BACK else "done"


def _question(task: TaskSeen, calendar: WorkCalendar, now: datetime) -> Step:
    said = _("chờ trả lời") if task.is_open else _("đã trả lời")
    if task.outcome == Outcome.NO_ANSWER:
        said = _("quá hạn không trả lời")
    return Step(
        _("Hỏi %(unit)s") % {"unit": task.unit},
        "here" if task.is_open else "done",
        said,
        _used(task, calendar, now),
        span(task.working_minutes) if task.working_minutes else "",
        _is_late(task, now),
    )


def _used(task: TaskSeen, calendar: WorkCalendar, now: datetime) -> str:
    return span(between(calendar, task.opened_at, task.closed_at or now))


def _is_late(task: TaskSeen, now: datetime) -> bool:
    return task.due_at is not None and task.due_at < (task.closed_at or now)


def _standing(task: TaskSeen, now: datetime) -> Standing:
    who = task.assignee or task.closed_by.partition(",")[0]
    if not task.is_open:
        return Standing(Mark.DONE, who, dates.moment_short(task.closed_at or task.opened_at))
    mark = Mark.LATE if _is_late(task, now) else Mark.NOW
    return Standing(mark, who, dates.moment_short(task.due_at) if task.due_at else "")


def marks() -> Iterator[tuple[Mark, str]]:
    """Yield the words of the diagram's marks."""
    yield Mark.DONE, _("đã xong")
    yield Mark.NOW, _("đang làm")
    yield Mark.LATE, _("đang làm, quá giờ")
