"""Tell the applicant, and keep what was told."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.casework.dossiers.models import Dossier, Notice
from motcua.casework.lifecycle.events import ApplicantNotified
from motcua.casework.lifecycle.opening import open_dossier
from motcua.casework.lifecycle.refusals import CannotAct
from motcua.casework.lifecycle.rules import Verb
from motcua.casework.lifecycle.stamp import Stamp
from motcua.registers.organisation.rules import Acting


class CannotNotify(CannotAct):
    """A notice without words is none."""


@transaction.atomic
def notify(
    dossier_id: int, text: str, *, by: Acting, now: datetime, key: UUID | None = None
) -> Dossier:
    """Record what an officer told the applicant in his own words.

    Raises `CannotNotify`, `NotYours`.
    Basis: Decree 61/2018, art. 20 (early result: notify; mem-mid).
    """
    dossier = open_dossier(dossier_id, Verb.NOTIFY, by=by, key=key)
    if not text.strip():
        raise CannotNotify("no_text")
    Notice.objects.create(dossier=dossier, kind="by_officer", text=text, at=now)
    event = ApplicantNotified(dossier.pk, text)
    Stamp(by, now, key).record(event)
    return dossier
