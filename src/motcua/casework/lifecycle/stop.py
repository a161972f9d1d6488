"""End a dossier before its result: stopped by decision, or taken back by the applicant."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import State
from motcua.casework.fees.actions import waive
from motcua.casework.lifecycle import forms
from motcua.casework.lifecycle.decision import is_decided
from motcua.casework.lifecycle.events import DossierStopped, DossierWithdrawn
from motcua.casework.lifecycle.opening import open_dossier
from motcua.casework.lifecycle.refusals import CannotAct
from motcua.casework.lifecycle.rules import Verb
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.processes.tasks import cancel_all
from motcua.registers.organisation.rules import Acting


class CannotStop(CannotAct):
    """No reason or basis, or a result has been decided already."""


class CannotWithdraw(CannotAct):
    """A withdrawal says why (R-21)."""


@transaction.atomic
def stop(
    dossier_id: int,
    *,
    reason: str,
    legal_basis: str,
    by: Acting,
    now: datetime,
    key: UUID | None = None,
) -> Dossier:
    """Stop settlement by decision, only while no result has been decided; form 05.

    Raises `CannotStop`, `NotYours`, `NotNow`.
    Basis: Circular 03/2025/TT-VPCP, annex I, form 05 (secondary source).
    """
    dossier = open_dossier(dossier_id, Verb.STOP, by=by, key=key)
    if not (reason.strip() and legal_basis.strip()):
        raise CannotStop("no_reason_or_basis")
    if is_decided(dossier):
        raise CannotStop("already_decided")
    _end(dossier, State.STOPPED, now)
    forms.stop_notice(dossier, reason, legal_basis, Stamp(by, now, key))
    waive(dossier, at=now)
    event = DossierStopped(dossier.pk, reason, legal_basis)
    Stamp(by, now, key).record(event)
    return dossier


@transaction.atomic
def withdraw(
    dossier_id: int, *, reason: str, by: Acting, now: datetime, key: UUID | None = None
) -> Dossier:
    """The applicant takes the dossier back, while no result has been issued.

    Raises `CannotWithdraw`, `NotYours`, `NotNow`.
    Basis: national status 7 (withdrawn on request); cause mandatory (R-21).
    """
    dossier = open_dossier(dossier_id, Verb.WITHDRAW, by=by, key=key)
    if not reason.strip():
        raise CannotWithdraw("no_reason")
    _end(dossier, State.WITHDRAWN, now)
    waive(dossier, at=now)
    event = DossierWithdrawn(dossier.pk, reason)
    Stamp(by, now, key).record(event)
    return dossier


def _end(dossier: Dossier, state: State, now: datetime) -> None:
    dossier.state = state
    if dossier.received_at is not None:
        dossier.finished_at = now
    dossier.save(update_fields=["state", "finished_at"])
    cancel_all(dossier, at=now)
