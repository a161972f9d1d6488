"""Decide: approve, or reject with reasons. A digital signature is another act, not this one."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.casework.lifecycle.events import DossierApproved, DossierRejected
from motcua.casework.lifecycle.opening import open_task
from motcua.casework.lifecycle.refusals import CannotAct
from motcua.casework.lifecycle.rules import Verb
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.lifecycle.waiting import went_on
from motcua.casework.processes.course import Course, course_of
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import Act, Outcome
from motcua.casework.processes.runtime import Moved, close, go_on
from motcua.foundation.journal.rules import Event
from motcua.registers.organisation.rules import Acting


class CannotDecide(CannotAct):
    """The step is not one of decision, an answer is awaited, or a rejection lacks its reason."""


@transaction.atomic
def approve(
    task_id: int, *, opinion: str = "", by: Acting, now: datetime, key: UUID | None = None
) -> Moved:
    """Decide in favour; the records clerk numbers and issues what was decided.

    Raises `CannotDecide`, `TaskTaken`, `NotYours`, `NotNow`.
    Basis: Decree 61/2018, art. 19 (decision by the competent person; mem-mid).
    """
    course, task = _decision(task_id, Verb.APPROVE, by, key)
    task.opinion = opinion
    event = DossierApproved(task.dossier_id, task.name)
    return _close(course, task, Outcome.APPROVED, event, Stamp(by, now, key))


@transaction.atomic
def reject(
    task_id: int, *, reason: str, by: Acting, now: datetime, key: UUID | None = None
) -> Moved:
    """Decide against, with the reason that the refusal document will print.

    Raises `CannotDecide`, `TaskTaken`, `NotYours`, `NotNow`.
    Basis: Decree 61/2018, art. 19 (not eligible: returned with reasons within the term; mem-mid).
    """
    course, task = _decision(task_id, Verb.REJECT, by, key)
    if not reason.strip():
        raise CannotDecide("no_reason")
    task.opinion = reason
    event = DossierRejected(task.dossier_id, task.name, reason)
    return _close(course, task, Outcome.REJECTED, event, Stamp(by, now, key))


def _decision(task_id: int, verb: Verb, by: Acting, key: UUID | None) -> tuple[Course, Task]:
    dossier, task = open_task(task_id, verb, by=by, key=key)
    if task.act != Act.APPROVE:
        raise CannotDecide("not_a_decision", act=task.act)
    course = course_of(dossier)
    if course.silent:
        raise CannotDecide("consultation_open", units=course.silent)
    return course, task


def _close(course: Course, task: Task, outcome: Outcome, event: Event, stamp: Stamp) -> Moved:
    close(task, outcome, at=stamp.now, by_label=stamp.by.actor.label)
    moved = go_on(course, task, at=stamp.now)
    happened = went_on(course.dossier, moved, by=stamp.by.actor, now=stamp.now)
    stamp.record(event, *happened, sheet=course.sheet)
    return moved
