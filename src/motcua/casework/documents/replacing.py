"""A result that will replace the one in force: made beside it, it holds once it is issued."""

from datetime import datetime

from motcua.casework.documents.actions import CannotMoveResult, Issuing, issued
from motcua.casework.documents.models import Result
from motcua.casework.documents.originals import forget_original, new_check_code, note_version
from motcua.casework.documents.rules.house_papers import ResultDocument
from motcua.casework.documents.rules.papers import ResultState, Signing
from motcua.foundation.journal.rules import Actor


def draft_replacement(
    dossier_id: int, *, title: str, text: str, reason: str, now: datetime
) -> Result:
    """Write, or write anew, what shall replace the result in force; that one is not touched.

    Raises CannotMoveResult when none is in force.
    """
    old = in_force(dossier_id)
    row = Result.objects.filter(replaces=old).first() or Result(
        dossier_id=dossier_id, replaces=old, check_code=new_check_code()
    )
    row.kind_code, row.symbol, row.title = old.kind_code, old.symbol, title
    row.body = {"text": text, "before": old.body.get("text", ""), "reason": reason}
    row.state, row.drafted_at, row.signer_label, row.approved_at = ResultState.DRAFT, now, "", None
    forget_original(row)
    row.save()
    return row


def in_force(dossier_id: int) -> Result:
    """Return the locked result in force. Raises CannotMoveResult when there is none."""
    rows = Result.objects.select_for_update(of=("self",))
    old = rows.filter(dossier=dossier_id, state=ResultState.ISSUED).first()
    if old is None:
        raise CannotMoveResult(ResultState.DRAFT, ResultState.REPLACED)
    return old


def approve_replacement(row: Result, *, signer_label: str, now: datetime, signed: str = "") -> None:
    """Approve what was drafted; `signed` is its signed version, "" on paper."""
    if signed:
        row.file_id, row.signing = signed, Signing.SIGNED
        note_version(row.pk, signed)
    else:
        forget_original(row)
    row.state, row.signer_label, row.approved_at = ResultState.APPROVED, signer_label, now
    row.save()


def put_in_place(
    row: Result, issuing: Issuing, document: ResultDocument, *, by: Actor, now: datetime
) -> Result:
    """End the result in force and bring its replacement into force, at one instant.

    Raises CannotMoveResult, CannotIssue.
    Basis: Decree 30/2020/NĐ-CP, art. 18 (a wrong document is replaced by its like; mem-mid)
    """
    old = in_force(row.dossier_id)
    if row.replaces_id != old.pk or row.state != ResultState.APPROVED:
        raise CannotMoveResult(ResultState(row.state), ResultState.ISSUED)
    old.state, old.revoked_at = ResultState.REPLACED, now
    old.revoke_reason = str(row.body["reason"])[:500]
    old.save()
    return issued(row, issuing, document, by=by, now=now)
