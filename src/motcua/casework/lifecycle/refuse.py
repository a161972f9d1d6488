"""Refuse reception with a reason in law."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import State
from motcua.casework.lifecycle import forms
from motcua.casework.lifecycle.competence import check_filing
from motcua.casework.lifecycle.events import DossierRefused
from motcua.casework.lifecycle.file import file
from motcua.casework.lifecycle.filing import Filing
from motcua.casework.lifecycle.opening import check_place, open_dossier
from motcua.casework.lifecycle.refusals import CannotAct
from motcua.casework.lifecycle.rules import Verb
from motcua.casework.lifecycle.stamp import Stamp
from motcua.foundation.journal.actions import claim
from motcua.registers.organisation.rules import Acting


class CannotRefuse(CannotAct):
    """A refusal without a reason is none."""


@transaction.atomic
def refuse(
    dossier_id: int, *, reason: str, by: Acting, now: datetime, key: UUID | None = None
) -> Dossier:
    """Refuse a filed dossier; form 03 names the reason.

    Raises `CannotRefuse`, `NotYours`, `NotNow`.
    Basis: Decree 61/2018, art. 17 (form 03 with reasons; mem-mid).
    """
    dossier = open_dossier(dossier_id, Verb.REFUSE, by=by, key=key)
    return _refused(dossier, reason, Stamp(by, now, key))


@transaction.atomic
def refuse_at_counter(
    filing: Filing, *, reason: str, by: Acting, now: datetime, key: UUID | None = None
) -> Dossier:
    """Refuse what is handed in at the counter: it is filed, numbered and refused in one act.

    Raises `CannotRefuse`, `CannotFile`, `NotYours`.
    Basis: Decree 61/2018, art. 17 (mem-mid).
    """
    if key is not None:
        claim(key, by=by.actor)
    check_place(filing, Verb.REFUSE, by)
    check_filing(filing)
    dossier = file(filing, state=State.SUBMITTED, now=now)
    return _refused(dossier, reason, Stamp(by, now, key))


def _refused(dossier: Dossier, reason: str, stamp: Stamp) -> Dossier:
    if not reason.strip():
        raise CannotRefuse("no_reason")
    dossier.state = State.REFUSED
    dossier.save(update_fields=["state"])
    forms.refusal(dossier, reason, stamp)
    stamp.record(DossierRefused(dossier.pk, reason))
    return dossier
