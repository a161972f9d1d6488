"""Put on record that an asked agency did not answer in time: absence, never agreement."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.casework.lifecycle.asking_events import ConsultationUnanswered
from motcua.casework.lifecycle.clockwork import iso
from motcua.casework.lifecycle.consult import CannotConsult
from motcua.casework.lifecycle.opening import open_task
from motcua.casework.lifecycle.rules import Verb
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.lifecycle.waiting import went_on
from motcua.casework.processes.rules import Act, Outcome
from motcua.casework.processes.runtime import Moved, complete
from motcua.registers.organisation.rules import Acting


@transaction.atomic
def record_no_answer(
    task_id: int,
    *,
    reason: str,
    legal_basis: str,
    by: Acting,
    now: datetime,
    key: UUID | None = None,
) -> Moved:
    """Close a question whose own limit has passed; the asked agency stays late for ever.

    The asking side answers for it: the reason and the basis stand before whoever decides.
    Raises `CannotConsult`, `TaskTaken`, `NotYours`, `NotNow`.
    Basis: Decree 61/2018, art. 19 (consulted agency answers within the asked limit; mem-mid);
    handbook 7.8 (silence is not consent).
    """
    dossier, task = open_task(task_id, Verb.RECORD_NO_ANSWER, by=by, key=key)
    if task.act != Act.ANSWER_CONSULTATION:
        raise CannotConsult("not_a_consultation", act=task.act)
    if task.due_at is None or now <= task.due_at:
        raise CannotConsult("still_has_time", due_at=task.due_at)
    if not (reason.strip() and legal_basis.strip()):
        raise CannotConsult("no_absence_reason")
    moved = complete(dossier, task, Outcome.NO_ANSWER, at=now, by_label=by.actor.label)
    event = ConsultationUnanswered(
        dossier.pk, task.pk, task.unit_id, iso(task.due_at), reason, legal_basis
    )
    Stamp(by, now, key).record(event, *went_on(dossier, moved, by=by.actor, now=now))
    return moved
