"""Stop the clock on a listed ground, and start it again when the ground is gone."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.casework.dossiers.models import ClockEvent, Dossier
from motcua.casework.dossiers.rules import SuspensionReason
from motcua.casework.lifecycle import clockwork
from motcua.casework.lifecycle.events import ClockResumed, ClockSuspended
from motcua.casework.lifecycle.lengths import check_words
from motcua.casework.lifecycle.opening import open_dossier
from motcua.casework.lifecycle.refusals import CannotAct
from motcua.casework.lifecycle.rules import Verb
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.lifecycle.waiting import has_come
from motcua.registers.organisation.rules import Acting


class CannotSuspend(CannotAct):
    """The ground is not listed, or its document is not named."""


@transaction.atomic
def suspend(
    dossier_id: int,
    reason: SuspensionReason,
    *,
    legal_basis: str,
    by: Acting,
    now: datetime,
    key: UUID | None = None,
) -> Dossier:
    """Stop the clock; a missing paper goes through `ask_supplement`, never through here.

    Raises `CannotSuspend`, `NotYours`, `NotNow`.
    Basis: handbook 4.4 (an enumerated reason with a document).
    """
    dossier = open_dossier(dossier_id, Verb.SUSPEND, by=by, key=key)
    if reason is SuspensionReason.SUPPLEMENT:
        raise CannotSuspend("ask_supplement_instead")
    if not legal_basis.strip():
        raise CannotSuspend("no_legal_basis")
    check_words(ClockEvent, legal_basis=legal_basis)
    before = clockwork.iso(dossier.due_at)
    clockwork.pause(dossier, reason, legal_basis=legal_basis, actor_label=by.actor.label, at=now)
    event = ClockSuspended(dossier.pk, reason, legal_basis, before)
    Stamp(by, now, key).record(event)
    return dossier


@transaction.atomic
def resume(
    dossier_id: int, *, proof: str, by: Acting, now: datetime, key: UUID | None = None
) -> Dossier:
    """Start the clock again: `proof` names the paper that ended the ground.

    A process that waited for this ground (a duty, a posting, a check) goes on by itself.
    Raises `CannotSuspend`, `NotYours`, `NotNow`.
    Basis: handbook 4.4 (remaining = limit - consumed; due = add(resume, remaining)).
    """
    dossier = open_dossier(dossier_id, Verb.RESUME, by=by, key=key)
    if not proof.strip():
        raise CannotSuspend("no_proof")
    reason = clockwork.reason_of_pause(dossier)
    before, after = clockwork.resume(dossier, actor_label=by.actor.label, at=now)
    moved = has_come(dossier, reason, by=by.actor, now=now)
    event = ClockResumed(dossier.pk, proof, before, after)
    Stamp(by, now, key).record(event, *moved)
    return dossier
