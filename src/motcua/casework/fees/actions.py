"""The writers of money: assess what is owed, take cash, cancel a receipt by a second person."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.numbers import next_number
from motcua.casework.dossiers.rules import FinancialState
from motcua.casework.fees import rules
from motcua.casework.fees.events import CashTaken, ReceiptCancelled
from motcua.casework.fees.models import CashReceipt, FeeDemand, LedgerEntry, Posting
from motcua.casework.fees.permissions import may_cancel_receipt, may_take_cash
from motcua.casework.fees.rules import DemandState, Line
from motcua.foundation.journal.actions import claim, record
from motcua.foundation.rows import Branch, insert_together
from motcua.kit.clock import VIETNAM
from motcua.registers.organisation.rules import Acting


class CannotTakeCash(Exception):
    """Nothing is owed, or another till was faster; nothing was booked."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CannotCancelReceipt(Exception):
    """The receipt stays as it is."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def assess(dossier: Dossier, demands: Sequence[FeeDemand], *, at: datetime) -> int:
    """Book what a dossier owes and return the amount in dong; free dossiers write nothing.

    `demands` are unsaved rows of this dossier, whose `financial_state` is set. One statement.
    """
    owed = _owed(demands)
    lines = rules.assessment(owed)
    insert_together(Branch(demands), _entry(dossier, lines, memo="assessment", at=at))
    amount = sum(item.amount_vnd for item in owed)
    dossier.financial_state = FinancialState.DUE if amount else FinancialState.NOTHING_DUE
    return amount


def assess_and_take(
    dossier: Dossier, demands: Sequence[FeeDemand], *, payer_name: str, by: Acting, at: datetime
) -> CashReceipt | None:
    """Book what a dossier owes and take it in cash at once; None when nothing is owed.

    Two statements: the book number, then receipt, demands and both balanced entries.
    """
    owed = _owed(demands)
    amount = sum(item.amount_vnd for item in owed)
    if not amount:
        assess(dossier, demands, at=at)
        return None
    receipt = _new_receipt(dossier, amount, payer_name=payer_name, by=by, at=at)
    for demand in demands:
        if demand.state == DemandState.OWED:
            demand.state = DemandState.PAID
    exempt = [demand for demand in demands if demand.state == DemandState.EXEMPT]
    paid = [demand for demand in demands if demand.state == DemandState.PAID]
    cash = _entry(dossier, rules.cash_taken(amount), memo="cash", at=at, by="receipt")
    insert_together(
        Branch(exempt),
        Branch([receipt], below=(Branch(paid, by="receipt"), cash)),
        _entry(dossier, rules.assessment(owed), memo="assessment", at=at),
    )
    dossier.financial_state = FinancialState.PAID
    return receipt


def _owed(demands: Sequence[FeeDemand]) -> list[rules.Owed]:
    return [
        rules.Owed(item.kind, item.amount_vnd) for item in demands if item.state == DemandState.OWED
    ]


def _entry(
    dossier: Dossier,
    lines: Sequence[Line],
    *,
    memo: str,
    at: datetime,
    by: str = "",
    undoes: LedgerEntry | None = None,
) -> Branch:
    """A balanced entry with its postings, still unwritten; nothing when there is nothing to post.

    The database checks the balance again at commit.
    """
    if not lines:
        return Branch(())
    entry = LedgerEntry(
        dossier=dossier,
        at=at,
        memo=memo,
        unit_id=dossier.receiving_unit_id,
        reverses=undoes,
        receipt=undoes.receipt if undoes else None,
    )
    postings = [
        Posting(account=line.account, amount_vnd=line.amount_vnd) for line in rules.balanced(lines)
    ]
    return Branch([entry], by=by, below=(Branch(postings, by="entry"),))


def _new_receipt(
    dossier: Dossier, amount: int, *, payer_name: str, by: Acting, at: datetime
) -> CashReceipt:
    book = f"{by.unit_code}/{at.astimezone(VIETNAM).year}"
    return CashReceipt(
        dossier=dossier,
        book=book,
        number=next_number(f"receipt:{book}"),
        amount_vnd=amount,
        payer_name=payer_name,
        taken_at=at,
        cashier_id=by.officer_id,
        cashier_label=by.actor.label,
    )


@transaction.atomic
def take_cash(
    dossier_id: int, *, payer_name: str, by: Acting, now: datetime, key: UUID | None = None
) -> CashReceipt:
    """Take at the desk all that a dossier owes and write the numbered receipt.

    Raises `AlreadyDone`, `CannotTakeCash`.
    Basis: Decree 61/2018, art. 21 (fees and charges at the unit; mem-mid).
    """
    if key is not None:
        claim(key, by=by.actor)
    dossier = Dossier.objects.select_for_update().get(pk=dossier_id)
    if not may_take_cash(by, receiving_unit_id=dossier.receiving_unit_id):
        raise CannotTakeCash("not_yours")
    owed = list(FeeDemand.objects.filter(dossier=dossier, state=DemandState.OWED))
    amount = sum(item.amount_vnd for item in owed)
    if not amount:
        raise CannotTakeCash("nothing_owed")
    if not payer_name.strip():
        raise CannotTakeCash("no_payer")
    receipt = _new_receipt(dossier, amount, payer_name=payer_name, by=by, at=now)
    cash = _entry(dossier, rules.cash_taken(amount), memo="cash", at=now, by="receipt")
    insert_together(Branch([receipt], below=(cash,)))
    FeeDemand.objects.filter(pk__in=[item.pk for item in owed]).update(
        state=DemandState.PAID, receipt=receipt
    )
    Dossier.objects.filter(pk=dossier.pk).update(financial_state=FinancialState.PAID)
    record(
        CashTaken(dossier.pk, f"{receipt.book}/{receipt.number}", receipt.amount_vnd),
        by=by.actor,
        at=now,
        unit_id=by.unit_id,
        key=key,
    )
    return receipt


def waive(dossier: Dossier, *, at: datetime) -> None:
    """Let go of what a locked, ended dossier still owes: the assessment is reversed.

    Money already taken stays taken: giving it back is another act, with its own papers.
    Basis: form 05 of 2025, "phí chưa nộp, không phải nộp" (secondary source).
    """
    owed = FeeDemand.objects.filter(dossier=dossier, state=DemandState.OWED)
    if not owed.update(state=DemandState.WAIVED):
        return
    entry = LedgerEntry.objects.get(dossier=dossier, memo="assessment")
    lines = [Line(rules.Account(p.account), p.amount_vnd) for p in entry.postings.all()]
    insert_together(_entry(dossier, rules.reversal(lines), memo="waiver", at=at, undoes=entry))
    dossier.financial_state = FinancialState.NOTHING_DUE
    dossier.save(update_fields=["financial_state"])


@transaction.atomic
def cancel_receipt(
    receipt_id: int, *, reason: str, by: Acting, now: datetime, key: UUID | None = None
) -> CashReceipt:
    """Cancel a receipt by a second person: number kept, entry reversed, amount owed again.

    Raises `AlreadyDone`, `CannotCancelReceipt`.
    """
    if key is not None:
        claim(key, by=by.actor)
    receipt = CashReceipt.objects.select_for_update().get(pk=receipt_id)
    _check_cancellation(receipt, reason=reason, by=by)
    entry = LedgerEntry.objects.get(receipt=receipt, memo="cash")
    paid = [Line(rules.Account(p.account), p.amount_vnd) for p in entry.postings.all()]
    insert_together(
        _entry(receipt.dossier, rules.reversal(paid), memo="cancellation", at=now, undoes=entry)
    )
    FeeDemand.objects.filter(receipt=receipt).update(state=DemandState.OWED, receipt=None)
    Dossier.objects.filter(pk=receipt.dossier_id).update(financial_state=FinancialState.DUE)
    receipt.cancelled_at, receipt.cancelled_by_id = now, by.officer_id
    receipt.cancel_reason = reason
    receipt.save(update_fields=["cancelled_at", "cancelled_by", "cancel_reason"])
    number = f"{receipt.book}/{receipt.number}"
    record(
        ReceiptCancelled(receipt.dossier_id, number, receipt.amount_vnd, reason),
        by=by.actor,
        at=now,
        unit_id=by.unit_id,
        key=key,
    )
    return receipt


def _check_cancellation(receipt: CashReceipt, *, reason: str, by: Acting) -> None:
    if receipt.cancelled_at is not None:
        raise CannotCancelReceipt("already_cancelled")
    if not reason.strip():
        raise CannotCancelReceipt("no_reason")
    if not may_cancel_receipt(by, receiving_unit_id=receipt.dossier.receiving_unit_id):
        raise CannotCancelReceipt("not_yours")
    if not rules.may_cancel_receipt(taken_by=receipt.cashier_id, cancelled_by=by.officer_id):
        raise CannotCancelReceipt("same_person")
