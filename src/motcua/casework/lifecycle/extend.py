"""Apologise and name one new date: drafted by the specialist, signed by the leader."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.casework.dossiers.models import Dossier
from motcua.casework.lifecycle import clockwork, forms
from motcua.casework.lifecycle.events import DossierExtended, ExtensionProposed
from motcua.casework.lifecycle.opening import open_dossier
from motcua.casework.lifecycle.refusals import CannotAct
from motcua.casework.lifecycle.rules import Verb
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.processes.models import Task
from motcua.casework.processes.placement import head_of
from motcua.casework.processes.rules import Act, TaskState
from motcua.registers.calendar.places import places_of
from motcua.registers.organisation.rules import Acting, Role


class CannotExtend(CannotAct):
    """No reason, no later date, no promise to move, or the one extension is used up."""


@transaction.atomic
def propose_extension(
    dossier_id: int,
    due_at: datetime,
    *,
    reason: str,
    by: Acting,
    now: datetime,
    key: UUID | None = None,
) -> Task:
    """Draft form 04 for the leader of the unit: a task with the new date and the reason.

    Raises `CannotExtend`, `NotYours`, `NotNow`.
    Basis: Decree 61/2018, art. 19 (apology at the latest one day before the deadline; mem-hi).
    """
    dossier = open_dossier(dossier_id, Verb.PROPOSE_EXTENSION, by=by, key=key)
    _check(dossier, due_at, reason, now)
    drafts = Task.objects.filter(dossier=dossier, act=Act.APPROVE_EXTENSION, state=TaskState.OPEN)
    if drafts.exists():
        raise CannotExtend("already_proposed")
    task = Task.objects.create(
        dossier=dossier,
        node_key="extension",
        name=reason[:300],
        act=Act.APPROVE_EXTENSION,
        role=Role.UNIT_LEADER,
        unit_id=head_of(places_of([dossier.competent_unit_id])[dossier.competent_unit_id]),
        opened_at=now,
        due_at=dossier.due_at,
        dossier_due_at=dossier.due_at,
        is_paused=dossier.is_paused,
        question=due_at.isoformat(),
        opinion=reason,
    )
    event = ExtensionProposed(dossier.pk, clockwork.iso(due_at), reason)
    Stamp(by, now, key).record(event)
    return task


@transaction.atomic
def extend(
    dossier_id: int,
    due_at: datetime,
    *,
    reason: str,
    by: Acting,
    now: datetime,
    key: UUID | None = None,
) -> Dossier:
    """Sign the apology: one new date for ever; figures stay judged by the first promise.

    Raises `CannotExtend`, `NotYours`, `NotNow`.
    Basis: Decree 61/2018, art. 19 (form 04, new date only once; mem-hi).
    """
    dossier = open_dossier(dossier_id, Verb.EXTEND, by=by, key=key)
    _check(dossier, due_at, reason, now)
    before = dossier.due_at
    clockwork.extend(dossier, due_at, reason="apology", actor_label=by.actor.label, at=now)
    Task.objects.filter(dossier=dossier, act=Act.APPROVE_EXTENSION, state=TaskState.OPEN).update(
        state=TaskState.DONE, closed_at=now, closed_by=by.actor.label
    )
    forms.apology(dossier, before, reason, Stamp(by, now, key))
    event = DossierExtended(
        dossier.pk, clockwork.iso(before), clockwork.iso(dossier.due_at), reason
    )
    Stamp(by, now, key).record(event)
    return dossier


def _check(dossier: Dossier, due_at: datetime, reason: str, now: datetime) -> None:
    if not reason.strip():
        raise CannotExtend("no_reason")
    if dossier.due_at is None:
        raise CannotExtend("no_promise")
    if due_at <= max(dossier.due_at, now):
        raise CannotExtend("not_later", due_at=dossier.due_at)
    if dossier.clock_events.filter(kind="extended").exists():
        raise CannotExtend("already_extended")
