"""Give a dossier its officer: assign, claim from the pool, reassign."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.casework.lifecycle.opening import open_task
from motcua.casework.lifecycle.refusals import CannotAct
from motcua.casework.lifecycle.rules import Verb
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.lifecycle.waiting import went_on
from motcua.casework.processes.events import TaskAssigned
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import Act, Outcome
from motcua.casework.processes.runtime import Moved, complete
from motcua.registers.organisation.queries import acting
from motcua.registers.organisation.rules import Acting


class CannotAssign(CannotAct):
    """The officer holds no fitting post, or the step is not one of assignment."""


@transaction.atomic
def assign(
    task_id: int, officer_id: int, *, by: Acting, now: datetime, key: UUID | None = None
) -> Moved:
    """Close the assignment step: what follows goes to the chosen officer.

    Raises `CannotAssign`, `TaskTaken`, `NotYours`, `NotNow`.
    Basis: Decree 61/2018, art. 19 (the assigned officer appraises; mem-mid).
    """
    dossier, task = open_task(task_id, Verb.ASSIGN, by=by, key=key)
    if task.act != Act.ASSIGN:
        raise CannotAssign("not_an_assignment")
    officer = _rights(officer_id, now)
    moved = complete(
        dossier,
        task,
        Outcome.FORWARD,
        at=now,
        by_label=by.actor.label,
        assignee_id=officer.officer_id,
    )
    for opened in moved.opened:
        _check_fit(opened, officer)
    events = [_assigned(opened, officer) for opened in moved.opened]
    happened = went_on(dossier, moved, by=by.actor, now=now)
    Stamp(by, now, key).record(*happened, *events)
    return moved


@transaction.atomic
def claim_task(task_id: int, *, by: Acting, now: datetime, key: UUID | None = None) -> Task:
    """Take a task of one's unit and role out of the pool.

    Raises `TaskTaken` when a colleague was faster.
    Basis: handbook 5.2 (steps belong to roles).
    """
    _, task = open_task(task_id, Verb.CLAIM, by=by, key=key)
    return _give(task, by, by=by, now=now, key=key)


@transaction.atomic
def reassign(
    task_id: int, officer_id: int, *, by: Acting, now: datetime, key: UUID | None = None
) -> Task:
    """Move an open task to another officer of the unit; a leader's act.

    Raises `CannotAssign`, `NotYours`, `NotNow`, `TaskTaken`.
    Basis: Circular 21/2023, CN01, CN14 (transfer of open work; mem-mid).
    """
    _, task = open_task(task_id, Verb.REASSIGN, by=by, key=key)
    officer = _rights(officer_id, now)
    _check_fit(task, officer)
    return _give(task, officer, by=by, now=now, key=key)


def _give(task: Task, officer: Acting, *, by: Acting, now: datetime, key: UUID | None) -> Task:
    task.assignee_id, task.claimed_at = officer.officer_id, task.claimed_at or now
    task.save(update_fields=["assignee", "claimed_at"])
    Stamp(by, now, key).record(_assigned(task, officer))
    return task


def _rights(officer_id: int, now: datetime) -> Acting:
    if not officer_id:
        raise CannotAssign("nobody_chosen")
    officer = acting(officer_id, now)
    if officer is None:
        raise CannotAssign("not_of_the_unit")
    return officer


def _check_fit(task: Task, officer: Acting) -> None:
    """A task is only given to somebody who may do it."""
    if task.unit_id not in officer.unit_ids:
        raise CannotAssign("not_of_the_unit")
    if task.role not in officer.roles:
        raise CannotAssign("wrong_role", role=task.role)


def _assigned(task: Task, officer: Acting) -> TaskAssigned:
    return TaskAssigned(task.pk, task.dossier_id, officer.officer_id, officer.actor.label)
