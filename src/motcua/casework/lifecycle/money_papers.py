"""The receipt for cash on paper, made from the book when it is first printed."""

from datetime import datetime

from django.db import transaction

from motcua.casework.documents.actions import issue_form, print_form
from motcua.casework.documents.models import FormIssue
from motcua.casework.documents.render import Rendered
from motcua.casework.documents.rules import FeeLine, FeeReceipt, FormKind
from motcua.casework.dossiers.models import Dossier
from motcua.casework.fees.models import CashReceipt
from motcua.casework.lifecycle import wording
from motcua.casework.lifecycle.headed import headed
from motcua.casework.lifecycle.queries import visible_to
from motcua.casework.lifecycle.stamp import Stamp
from motcua.kit.money import vnd_in_words
from motcua.registers.organisation.rules import Acting

KINDS = {"fee": "Phí", "charge": "Lệ phí"}


@transaction.atomic
def print_cash_receipt(receipt_id: int, *, by: Acting, now: datetime) -> Rendered:
    """Print a cash receipt: the original once, then "bản sao n".

    Raises Dossier.DoesNotExist for a stranger. A cancelled receipt is printed with its note.
    Basis: Law 97/2015/QH13, art. 14 (mem-mid).
    """
    receipt = CashReceipt.objects.select_for_update().filter(pk=receipt_id).first()
    if receipt is None:
        raise Dossier.DoesNotExist(receipt_id)
    dossier = visible_to(by).get(pk=receipt.dossier_id)
    number = _number(receipt)
    issued = FormIssue.objects.filter(
        dossier=dossier, kind=FormKind.FEE_RECEIPT, number=number
    ).first()
    if issued is None:
        form = _form(dossier, receipt, number, Stamp(by, now))
        issued = issue_form(FormKind.FEE_RECEIPT, dossier.pk, form, by=by.actor, now=now)
    return print_form(issued.pk, by=by.actor, now=now, unit_id=by.unit_id)


def _number(receipt: CashReceipt) -> str:
    """Give a cancelled receipt a paper of its own, so that both stay provable."""
    cancelled = "/H" if receipt.cancelled_at else ""
    return f"{receipt.number:07d}{cancelled}"


def _form(dossier: Dossier, receipt: CashReceipt, number: str, stamp: Stamp) -> FeeReceipt:
    paper = headed(dossier, stamp, number=number)
    lines = receipt.lines.order_by("id")
    return FeeReceipt(
        head=paper.head,
        dossier_code=str(dossier.code),
        request=paper.procedure,
        book=receipt.book,
        payer=paper.filer,
        lines=tuple(
            FeeLine(line.name, KINDS.get(line.kind, line.kind), line.amount_vnd, line.legal_source)
            for line in lines
        )
        or (FeeLine(paper.procedure, KINDS["fee"], receipt.amount_vnd, ""),),
        total_vnd=receipt.amount_vnd,
        total_in_words=vnd_in_words(receipt.amount_vnd),
        paid_at=receipt.taken_at,
        cashier=wording.name_of(receipt.cashier_label),
        cancelled_note=receipt.cancel_reason,
    )
