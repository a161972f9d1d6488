"""Replace an issued result: a leader drafts the right one, sees it, signs it or approves on paper.

The one in force stays in force until the clerk issues the new one.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from motcua.casework.documents import replacing
from motcua.casework.documents.actions import CannotMoveResult
from motcua.casework.documents.models import Result
from motcua.casework.documents.originals import draw, take_drawn
from motcua.casework.documents.rules.house_papers import ResultDocument
from motcua.casework.documents.rules.papers import Signing
from motcua.casework.dossiers.models import Dossier
from motcua.casework.lifecycle import forms
from motcua.casework.lifecycle.lengths import check_given
from motcua.casework.lifecycle.opening import open_dossier
from motcua.casework.lifecycle.refusals import CannotAct
from motcua.casework.lifecycle.result_events import ReplacementApproved, ReplacementDrafted
from motcua.casework.lifecycle.rules import ACTS, Verb
from motcua.casework.lifecycle.sign_result import order_of
from motcua.casework.lifecycle.signing_batch import (
    CannotSignChosen,
    Chosen,
    Original,
    Signed,
    check_seen,
    sign_chosen,
)
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.signing.making import Order
from motcua.casework.signing.models import Certificate
from motcua.casework.signing.seeing import shown
from motcua.registers.organisation.rules import Acting


class CannotReplace(CannotAct):
    """No words or no reason were given, no result is in force, or nothing is being replaced."""


@dataclass(frozen=True)
class Replacement:
    """A result in the making that shall replace `number`; approved, it waits for the clerk.

    `file` names its electronic original as far as it has come, "" for none.
    """

    result_id: int
    dossier_id: int
    code: str
    number: str
    title: str
    text: str
    reason: str
    symbol: str
    is_approved: bool
    is_signed: bool
    file: str


@dataclass(frozen=True)
class Corrected:
    """What shall stand in the new result, and why the old one is wrong."""

    title: str
    text: str
    reason: str


@transaction.atomic
def replace_result(
    dossier_id: int, corrected: Corrected, *, by: Acting, now: datetime, key: UUID | None = None
) -> Result:
    """Draft what shall replace the result of a settled dossier; drafted again it is rewritten.

    Raises `CannotReplace`, `NotYours`, `NotNow`.
    Basis: Decree 30/2020/NĐ-CP, art. 18 (a wrong document is replaced by its like; mem-mid).
    """
    dossier = open_dossier(dossier_id, Verb.REPLACE_RESULT, by=by, key=key)
    title, text, reason = corrected.title, corrected.text, corrected.reason
    if not (title.strip() and text.strip() and reason.strip()):
        raise CannotReplace("no_words")
    check_given(corrected, Result)
    try:
        row = replacing.draft_replacement(
            dossier.pk, title=title, text=text, reason=reason[:500], now=now
        )
    except CannotMoveResult as problem:
        raise CannotReplace("no_result_in_force") from problem
    number = row.replaces.number if row.replaces else ""
    Stamp(by, now, key).record(ReplacementDrafted(dossier.pk, number, title, reason))
    return row


def replacements_of(by: Acting) -> tuple[Replacement, ...]:
    """Return what is being replaced in the units of a leader or a clerk; one statement."""
    rows = Result.objects.replacing().filter(_own(by)).select_related("replaces", "dossier")
    return tuple(map(_row, rows.order_by("id")[:200]))


def replacement_seen(result_id: int, by: Acting) -> Replacement | None:
    """Return one of them, None for no such."""
    rows = Result.objects.replacing().filter(_own(by), pk=result_id)
    return next(map(_row, rows.select_related("replaces", "dossier")), None)


def see_replacement(result_id: int, *, by: Acting, now: datetime) -> Original:
    """Draw the file for its signer and note that it was shown; no lock is held while drawing.

    Raises `CannotReplace`, `NotYours`, `NotNow`.
    Basis: promises P28 (nothing is signed that was not seen).
    """
    with transaction.atomic():
        row, document = _to_draw(result_id, by)
    drawn = draw(document, row.drafted_at)
    with transaction.atomic():
        row, again = _to_draw(result_id, by)
        if again != document:
            raise CannotReplace("replaced")
        take_drawn(row, drawn)
        shown(by.officer_id, drawn.blob.sha256, now=now)
    return Original(result_id, drawn.blob.sha256, document.title, drawn.pdf)


def _to_draw(result_id: int, by: Acting) -> tuple[Result, ResultDocument]:
    dossier, row = _drafted(result_id, by)
    return row, forms.original(dossier, row, Stamp(by, row.drafted_at))


def sign_replacement(result_id: int, sha256: str, pin: str, *, by: Acting, now: datetime) -> Signed:
    """Sign what was seen: that approves it. No transaction may be open.

    Raises `CannotSign`, `CannotSignChosen`.
    Basis: Decree 30/2020/NĐ-CP, art. 13 and annex I (mem-hi).
    """
    chosen = [Chosen(result_id, sha256)]
    return sign_chosen(chosen, pin, Stamp(by, now), ordering=_order, taking=_approve)


@transaction.atomic
def approve_replacement(
    result_id: int, *, by: Acting, now: datetime, key: UUID | None = None
) -> None:
    """Approve it on paper, where the leader has no certificate.

    Raises `CannotReplace`, `NotYours`, `NotNow`.
    """
    dossier, row = _drafted(result_id, by, key)
    replacing.approve_replacement(row, signer_label=by.actor.label, now=now)
    number = row.replaces.number if row.replaces else ""
    Stamp(by, now, key).record(ReplacementApproved(dossier.pk, number, row.title, False))


def _order(one: Chosen, certificate: Certificate, stamp: Stamp) -> Order:
    _, row = _drafted(one.task_id, stamp.by)
    check_seen(one, stamp)
    if row.file_id != one.sha256 or row.signing != Signing.DRAWN:
        raise CannotSignChosen("replaced")
    return order_of(row, certificate, stamp.by)


def _approve(one: Chosen, signed: str, stamp: Stamp) -> None:
    by, now = stamp.by, stamp.now
    dossier, row = _drafted(one.task_id, by)
    if row.file_id != one.sha256:
        raise CannotSignChosen("replaced")
    replacing.approve_replacement(row, signer_label=by.actor.label, now=now, signed=signed)
    number = row.replaces.number if row.replaces else ""
    stamp.record(ReplacementApproved(dossier.pk, number, row.title, True))


def _drafted(result_id: int, by: Acting, key: UUID | None = None) -> tuple[Dossier, Result]:
    """Lock a replacement that is drafted and not approved, with its dossier."""
    row = open_replacement(result_id, Verb.REPLACE_RESULT, by=by, key=key)
    if row.approved_at is not None:
        raise CannotReplace("approved_already")
    return row.dossier, row


def open_replacement(result_id: int, verb: Verb, *, by: Acting, key: UUID | None) -> Result:
    """Lock a replacement in the making with its dossier. Raises as `open_dossier`."""
    rows = Result.objects.replacing().filter(pk=result_id)
    dossier_id = rows.values_list("dossier_id", flat=True).first()
    if dossier_id is None:
        raise CannotReplace("nothing_to_replace")
    dossier = open_dossier(dossier_id, verb, by=by, key=key)
    row = rows.select_for_update(of=("self",)).select_related("replaces").first()
    if row is None:
        raise CannotReplace("nothing_to_replace")
    row.dossier = dossier
    return row


def _own(by: Acting) -> Q:
    roles = ACTS[Verb.REPLACE_RESULT].roles | ACTS[Verb.ISSUE_REPLACEMENT].roles
    return Q(dossier__competent_unit__in=by.units_of(roles))


def _row(row: Result) -> Replacement:
    return Replacement(
        row.pk,
        row.dossier_id,
        str(row.dossier.code),
        row.replaces.number if row.replaces else "",
        row.title,
        str(row.body["text"]),
        str(row.body["reason"]),
        row.symbol,
        row.approved_at is not None,
        row.signing == Signing.SIGNED,
        str(row.file_id or ""),
    )
