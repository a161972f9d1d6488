"""Sign results: the leader sees the very file, and one authorisation signs all that were seen.

The file grants, or refuses with its reason; whoever signs it decides just that.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from motcua.casework.documents.models import Result
from motcua.casework.documents.originals import (
    OriginalReplaced,
    draw,
    forget_original,
    result_to_draw,
    take_drawn,
    take_signed,
)
from motcua.casework.documents.rules.house_papers import ResultDocument
from motcua.casework.documents.rules.papers import ResultKind, Signing
from motcua.casework.dossiers.models import Dossier
from motcua.casework.lifecycle import decide, forms, wording
from motcua.casework.lifecycle.decision import is_final
from motcua.casework.lifecycle.drafted import refusal_of, title_of
from motcua.casework.lifecycle.events import ResultDrafted
from motcua.casework.lifecycle.locking import lock_task
from motcua.casework.lifecycle.opening import open_task
from motcua.casework.lifecycle.rules import Verb
from motcua.casework.lifecycle.signing_batch import (
    CannotSignChosen,
    Chosen,
    Original,
    Signed,
    check_seen,
    sign_chosen,
)
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import Act
from motcua.casework.signing.looking import personal_look
from motcua.casework.signing.making import Order
from motcua.casework.signing.models import Certificate
from motcua.casework.signing.rules.wishes import Blank, Place, Purpose, Wish
from motcua.casework.signing.seeing import shown
from motcua.registers.organisation.rules import Acting

SEAL_BOX = (88, 100)
"""Points: the seal of 30 mm and two lines under it."""


class CannotSignResult(CannotSignChosen):
    """The step decides nothing finally, or a refusal has no reason."""


def see_original(task_id: int, *, by: Acting, now: datetime) -> Original:
    """Draw the file of a result for its signer and note that it was shown.

    It grants as drafted, or refuses where the signer has turned it. No lock is held while it is
    drawn and kept; what was changed meanwhile is not shown.

    Raises `CannotSignResult`, `TaskTaken`, `NotYours`, `NotNow`.
    Basis: promises P28 (nothing is signed that was not seen).
    """
    with transaction.atomic():
        result, document, at = _to_draw(task_id, by, now)
        result.save()
    drawn = draw(document, at)
    with transaction.atomic():
        result, again, _ = _to_draw(task_id, by, now)
        if again != document:
            raise CannotSignResult("replaced")
        take_drawn(result, drawn)
        shown(by.officer_id, drawn.blob.sha256, now=now)
    return Original(task_id, drawn.blob.sha256, document.title, drawn.pdf, refusal_of(result))


def _to_draw(task_id: int, by: Acting, now: datetime) -> tuple[Result, ResultDocument, datetime]:
    """Return the locked result, what its file says, and the day it is drawn for."""
    dossier, task = _decisive(task_id, by)
    result = result_to_draw(dossier.pk, _title(dossier), wording.APPROVED, now)
    at = task.opened_at
    return result, forms.original(dossier, result, Stamp(by, at)), at


@transaction.atomic
def turn_original(
    task_id: int, *, refusing: str | None, by: Acting, now: datetime, key: UUID | None = None
) -> None:
    """Make the file that will be signed refuse with this reason, or grant again: None.

    What was drafted to be granted is kept. Nothing is decided until the file is seen and signed.
    Raises `CannotSignResult`, `TaskTaken`, `NotYours`, `NotNow`.
    Basis: Decree 61/2018, art. 19 (not eligible: returned with reasons in writing; mem-mid).
    """
    dossier, _task = _decisive(task_id, by, key)
    if refusing is not None and not refusing.strip():
        raise CannotSignResult("no_reason")
    result = result_to_draw(dossier.pk, _title(dossier), wording.APPROVED, now)
    result.kind_code = ResultKind.RESULT if refusing is None else ResultKind.REFUSAL
    result.body = {**result.body, "refusal": refusing or ""}
    forget_original(result)
    result.save()
    says = wording.refused(refusing) if refusing else str(result.body["text"])
    Stamp(by, now, key).record(ResultDrafted(dossier.pk, title_of(result), says))


def sign_results(
    chosen: Sequence[Chosen], pin: str, *, by: Acting, now: datetime, opinion: str = ""
) -> Signed:
    """Sign what was seen and decide as it says, with one authorisation; each result by itself.

    No transaction may be open. Raises `CannotSign`, `CannotSignChosen`.
    Basis: Decree 61/2018, art. 19; Decree 30/2020/NĐ-CP, art. 13 and annex I (mem-hi).
    """
    taking = partial(_decide, opinion=opinion)
    return sign_chosen(chosen, pin, Stamp(by, now), ordering=_order, taking=taking)


def _decide(one: Chosen, signed: str, stamp: Stamp, *, opinion: str) -> None:
    """Decide as the signed file says: decision and version belong together.

    The dossier is locked before its result, as everywhere.
    """
    by, now = stamp.by, stamp.now
    dossier, _ = lock_task(one.task_id, by=by.actor, key=None)
    try:
        row = take_signed(
            dossier.pk, one.sha256, signed, to=Signing.SIGNED, signer_label=by.actor.label, now=now
        )
    except OriginalReplaced as replaced:
        raise CannotSignChosen("replaced") from replaced
    if reason := refusal_of(row):
        decide.reject(one.task_id, reason=reason, by=by, now=now)
    else:
        decide.approve(one.task_id, opinion=opinion, by=by, now=now)


def _order(one: Chosen, certificate: Certificate, stamp: Stamp) -> Order:
    """Check that this very file was seen and is in force. Raises CannotAct."""
    dossier, _ = _decisive(one.task_id, stamp.by)
    check_seen(one, stamp)
    rows = Result.objects.standing().filter(dossier=dossier, signing=Signing.DRAWN)
    result = rows.filter(file=one.sha256).first()
    if result is None:
        raise CannotSignChosen("replaced")
    return order_of(result, certificate, stamp.by)


def order_of(result: Result, certificate: Certificate, by: Acting) -> Order:
    """Say how a drawn result is signed: number, day and seal are left for the clerk."""
    spots = result.spots
    look = personal_look(certificate, by, _place(spots["signature"]))

    def wish(at: datetime) -> Wish:
        return Wish("Leader", at, drawn=look(at), leaves=_leaves(spots))

    return Order(str(result.file_id), Purpose.APPROVE, wish, result.dossier_id)


def _leaves(spots: dict[str, list[int]]) -> tuple[Blank, ...]:
    return (
        Blank("number", _place(spots["number"]), "Số, ký hiệu"),
        Blank("date", _place(spots["date"]), "Ngày, tháng, năm"),
        Blank("Seal", seal_place(spots), "Chữ ký số của cơ quan", is_signature=True),
    )


def seal_place(spots: dict[str, list[int]]) -> Place:
    """The seal covers a third of the signature, at its left.

    Basis: Decree 30/2020/NĐ-CP, annex I (mem-hi)
    """
    page, left, low, right, _ = spots["signature"]
    width, height = SEAL_BOX
    edge = left + (right - left) // 3
    return Place(page, (edge - width, low, edge, low + height))


def _place(spot: Sequence[int]) -> Place:
    page, left, low, right, high = spot
    return Place(page, (left, low, right, high))


def _decisive(task_id: int, by: Acting, key: UUID | None = None) -> tuple[Dossier, Task]:
    dossier, task = open_task(task_id, Verb.APPROVE, by=by, key=key)
    if task.act != Act.APPROVE or not is_final(task):
        raise CannotSignResult("not_final")
    return dossier, task


def _title(dossier: Dossier) -> str:
    named = dossier.version.results.order_by("pk").values_list("name", flat=True).first()
    return str(named or dossier.version.name)[:500]
