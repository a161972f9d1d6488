"""Number and issue what replaces a result: from that instant it holds, and the old one no more."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.casework.documents import replacing
from motcua.casework.documents.actions import CannotMoveResult, Issuing
from motcua.casework.documents.models import Result
from motcua.casework.documents.rules.papers import ResultKind, Signing
from motcua.casework.dossiers.models import Delivery, Dossier
from motcua.casework.dossiers.rules import DeliveryState, State
from motcua.casework.lifecycle import forms
from motcua.casework.lifecycle.issue import next_result_number
from motcua.casework.lifecycle.replace_result import CannotReplace, open_replacement
from motcua.casework.lifecycle.result_events import ResultReplaced
from motcua.casework.lifecycle.rules import Verb
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.vault.actions import end_of_result
from motcua.casework.vault.rules import Standing
from motcua.registers.organisation.rules import Acting


@transaction.atomic
def issue_replacement(
    result_id: int,
    *,
    why_on_paper: str = "",
    by: Acting,
    now: datetime,
    key: UUID | None = None,
) -> Result:
    """Number an approved replacement; the result before it is replaced at this instant.

    What was handed over already is to be returned anew. The day of settlement stays what it was.
    Raises `CannotReplace`, `NotYours`, `NotNow`.
    Basis: Decree 30/2020/NĐ-CP, art. 15 and 18 (number; replacement; mem-mid).
    """
    row = open_replacement(result_id, Verb.ISSUE_REPLACEMENT, by=by, key=key)
    dossier, old = row.dossier, row.replaces
    if old is None or row.approved_at is None:
        raise CannotReplace("not_approved")
    if row.signing != Signing.SIGNED and not why_on_paper.strip():
        raise CannotReplace("no_reason_for_paper")
    stamp = Stamp(by, now, key)
    number = next_result_number(by, row.symbol, now)
    _put_in_place(row, number, why_on_paper.strip()[:300], stamp)
    end_of_result(old.pk, Standing.REPLACED, now=now)
    _to_be_returned(dossier, number, now)
    is_refusal = row.kind_code == ResultKind.REFUSAL
    reason = str(row.body["reason"])
    stamp.record(ResultReplaced(dossier.pk, number, row.title, old.number, reason, is_refusal))
    return row


def _put_in_place(row: Result, number: str, why_on_paper: str, stamp: Stamp) -> None:
    dossier, by = row.dossier, stamp.by
    document = forms.replacement(dossier, row, number, stamp)
    issuing = Issuing(
        dossier.competent_unit_id, dossier.version.procedure_id, by.officer_id, why_on_paper
    )
    try:
        replacing.put_in_place(row, issuing, document, by=by.actor, now=stamp.now)
    except CannotMoveResult as problem:
        raise CannotReplace("nothing_to_replace") from problem


def _to_be_returned(dossier: Dossier, number: str, now: datetime) -> None:
    """The proof that the old result was handed over stays, with why it stands no more."""
    given = Delivery.objects.filter(dossier=dossier, recalled_at=None)
    given.update(recalled_at=now, recall_reason=f"Kết quả được thay bằng văn bản số {number}")
    dossier.state, dossier.returned_at = State.FINISHED, None
    dossier.delivery_state = DeliveryState.ISSUED
    dossier.save(update_fields=["state", "returned_at", "delivery_state"])
