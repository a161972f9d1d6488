"""Ask another agency and take its answer; several may be asked at once, each with its limit."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.casework.lifecycle.asking_events import ConsultationAnswered, ConsultationAsked
from motcua.casework.lifecycle.clockwork import iso
from motcua.casework.lifecycle.opening import open_dossier, open_task
from motcua.casework.lifecycle.refusals import CannotAct
from motcua.casework.lifecycle.rules import Verb
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.lifecycle.waiting import went_on
from motcua.casework.processes.models import Task
from motcua.casework.processes.placement import step_due
from motcua.casework.processes.rules import Act, Outcome
from motcua.casework.processes.runtime import Moved, complete
from motcua.registers.calendar.queries import calendar_of
from motcua.registers.organisation.rules import Acting, Role


class CannotConsult(CannotAct):
    """No question, no limit, the asked unit is the asking one, or nobody was asked here."""


@dataclass(frozen=True)
class Question:
    """What is asked of whom, and the working minutes allowed for the answer."""

    unit_id: int
    text: str
    working_minutes: int


@transaction.atomic
def consult(
    dossier_id: int, question: Question, *, by: Acting, now: datetime, key: UUID | None = None
) -> Task:
    """Ask an agency for its opinion; the dossier's clock runs on.

    Raises `CannotConsult`, `NotYours`, `NotNow`.
    Basis: Decree 61/2018, art. 19 (consulted agency answers within the asked limit; mem-mid).
    """
    dossier = open_dossier(dossier_id, Verb.CONSULT, by=by, key=key)
    if not question.text.strip() or question.working_minutes <= 0:
        raise CannotConsult("no_question")
    if question.unit_id == dossier.competent_unit_id:
        raise CannotConsult("asks_itself")
    due_at = step_due(
        calendar_of(question.unit_id), opened_at=now, working_minutes=question.working_minutes
    )
    task = Task.objects.create(
        dossier=dossier,
        node_key="consultation",
        name=question.text[:300],
        act=Act.ANSWER_CONSULTATION,
        role=Role.SPECIALIST,
        unit_id=question.unit_id,
        working_minutes=question.working_minutes,
        opened_at=now,
        due_at=due_at,
        dossier_due_at=due_at,
        is_paused=dossier.is_paused,
        question=question.text,
    )
    event = ConsultationAsked(dossier.pk, task.pk, question.unit_id, question.text, iso(due_at))
    Stamp(by, now, key).record(event)
    return task


@transaction.atomic
def answer_consultation(
    task_id: int,
    *,
    answer: str,
    agrees: bool,
    by: Acting,
    now: datetime,
    key: UUID | None = None,
) -> Moved:
    """Answer what was asked; only words are an answer, silence is not consent.

    Raises `CannotConsult`, `TaskTaken`, `NotYours`.
    Basis: handbook 7.8 (silence of a consulted agency is not consent).
    """
    dossier, task = open_task(task_id, Verb.ANSWER_CONSULTATION, by=by, key=key)
    if task.act != Act.ANSWER_CONSULTATION:
        raise CannotConsult("not_a_consultation", act=task.act)
    if not answer.strip():
        raise CannotConsult("no_answer")
    task.opinion = answer
    outcome = Outcome.APPROVED if agrees else Outcome.REJECTED
    moved = complete(dossier, task, outcome, at=now, by_label=by.actor.label)
    event = ConsultationAnswered(dossier.pk, task.pk, answer, agrees)
    Stamp(by, now, key).record(event, *went_on(dossier, moved, by=by.actor, now=now))
    return moved
