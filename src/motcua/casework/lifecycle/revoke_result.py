"""Revoke an issued result: whoever asks by its QR is told at once; its number stays used."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.casework.documents import actions as documents
from motcua.casework.documents.models import Result
from motcua.casework.lifecycle.opening import open_dossier
from motcua.casework.lifecycle.refusals import CannotAct
from motcua.casework.lifecycle.result_events import ResultRevoked
from motcua.casework.lifecycle.rules import Verb
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.vault.actions import end_of_result
from motcua.casework.vault.rules import Standing
from motcua.registers.organisation.rules import Acting


class CannotRevoke(CannotAct):
    """No reason was given, or no result is in force."""


@transaction.atomic
def revoke_result(
    dossier_id: int, *, reason: str, by: Acting, now: datetime, key: UUID | None = None
) -> Result:
    """Take the result of a settled dossier out of force, for a reason that is not published.

    Raises `CannotRevoke`, `NotYours`, `NotNow`.
    Basis: Decree 30/2020/NĐ-CP, art. 18 (revocation of a document issued wrongly; mem-mid).
    """
    dossier = open_dossier(dossier_id, Verb.REVOKE_RESULT, by=by, key=key)
    if not reason.strip():
        raise CannotRevoke("no_reason")
    try:
        result = documents.revoke_result(dossier.pk, reason=reason[:500], now=now)
    except documents.CannotMoveResult as problem:
        raise CannotRevoke("no_result_in_force") from problem
    end_of_result(result.pk, Standing.REVOKED, now=now)
    Stamp(by, now, key).record(ResultRevoked(dossier.pk, result.number, reason))
    return result
