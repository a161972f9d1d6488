"""Appraise and move towards the decision: opinion, submission, sending back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.casework.lifecycle.events import (
    DossierAppraised,
    DossierSentBack,
    DossierSubmitted,
)
from motcua.casework.lifecycle.opening import open_task
from motcua.casework.lifecycle.refusals import CannotAct
from motcua.casework.lifecycle.rules import Verb
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.lifecycle.waiting import went_on
from motcua.casework.processes.course import course_of
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import Act, Outcome
from motcua.casework.processes.runtime import Moved, close, complete, go_on
from motcua.foundation.journal.rules import Event
from motcua.registers.organisation.rules import Acting

FORWARDED_BY_SUBMISSION = frozenset(
    {Act.APPRAISE, Act.FIELD_CHECK, Act.NOTIFY_DUTY, Act.PREPARE, Act.CHECK}
)


class CannotAppraise(CannotAct):
    """An opinion without words is none, and only a step of appraisal or checking takes one."""


class CannotSubmit(CannotAct):
    """The step is not one that is submitted, or an answer is still awaited."""


class CannotSendBack(CannotAct):
    """No reason, or the process knows no way back from this step."""


@transaction.atomic
def appraise(
    task_id: int,
    *,
    opinion: str,
    is_eligible: bool,
    by: Acting,
    now: datetime,
    key: UUID | None = None,
) -> Task:
    """Write the specialist's opinion on the open step; it may be written again until submission.

    Raises `CannotAppraise`, `TaskTaken`, `NotYours`, `NotNow`.
    Basis: Decree 61/2018, art. 19 (appraisal, report on record; mem-mid).
    """
    _, task = open_task(task_id, Verb.APPRAISE, by=by, key=key)
    if task.act not in FORWARDED_BY_SUBMISSION:
        raise CannotAppraise("not_appraised_here", act=task.act)
    if not opinion.strip():
        raise CannotAppraise("no_opinion")
    task.opinion, task.claimed_at = opinion, task.claimed_at or now
    task.save(update_fields=["opinion", "assignee", "claimed_at"])
    event = DossierAppraised(task.dossier_id, opinion, is_eligible)
    Stamp(by, now, key).record(event)
    return task


@transaction.atomic
def submit_for_approval(
    task_id: int,
    *,
    opinion: str = "",
    is_eligible: bool | None = None,
    by: Acting,
    now: datetime,
    key: UUID | None = None,
) -> Moved:
    """Close a step of appraisal or checking and send the dossier on.

    With `is_eligible` the opinion is put on record in the same act, as by `appraise`.
    An unanswered consultation holds it: silence is not consent.
    Raises `CannotSubmit`, `TaskTaken`, `NotYours`, `NotNow`.
    Basis: Decree 61/2018, art. 19 (submission for decision; mem-mid).
    """
    dossier, task = open_task(task_id, Verb.SUBMIT, by=by, key=key)
    if task.act not in FORWARDED_BY_SUBMISSION:
        raise CannotSubmit("not_submitted_here", act=task.act)
    task.opinion = opinion or task.opinion
    if task.act == Act.APPRAISE and not task.opinion.strip():
        raise CannotSubmit("not_appraised")
    course = course_of(dossier)
    if course.silent:
        raise CannotSubmit("consultation_open", units=course.silent)
    close(task, Outcome.FORWARD, at=now, by_label=by.actor.label)
    moved = go_on(course, task, at=now)
    happened = went_on(dossier, moved, by=by.actor, now=now)
    event = DossierSubmitted(dossier.pk, task.name)
    appraised = _opinion(task, is_eligible)
    Stamp(by, now, key).record(event, *appraised, *happened, sheet=course.sheet)
    return moved


@transaction.atomic
def send_back(
    task_id: int, *, reason: str, by: Acting, now: datetime, key: UUID | None = None
) -> Moved:
    """Send the dossier back to the step that the process names; the clock runs on.

    Raises `CannotSendBack`, `TaskTaken`, `NotYours`, `NotNow`.
    Basis: handbook 4.4 (internal waiting never stops the clock).
    """
    dossier, task = open_task(task_id, Verb.SEND_BACK, by=by, key=key)
    if not reason.strip():
        raise CannotSendBack("no_reason")
    task.opinion = reason
    moved = complete(dossier, task, Outcome.BACK, at=now, by_label=by.actor.label)
    _check_way_back(task, moved)
    to = moved.opened[0].name if moved.opened else ""
    event = DossierSentBack(dossier.pk, task.name, to, reason)
    Stamp(by, now, key).record(event, *went_on(dossier, moved, by=by.actor, now=now))
    return moved


def _opinion(task: Task, is_eligible: bool | None) -> tuple[Event, ...]:
    if is_eligible is None:
        return ()
    return (DossierAppraised(task.dossier_id, task.opinion, is_eligible),)


def _check_way_back(task: Task, moved: Moved) -> None:
    """Back is where the dossier has been; a process that draws no way back would go forward.

    A drafted extension is no step of the process: sent back, it is simply not signed.
    """
    if task.act == Act.APPROVE_EXTENSION:
        return
    earlier = Task.objects.filter(dossier_id=task.dossier_id, id__lt=task.pk)
    been = set(earlier.values_list("node_key", flat=True))
    if not moved.opened or not been.issuperset(one.node_key for one in moved.opened):
        raise CannotSendBack("no_way_back", step=task.name)
