"""The writers of money: assess or bill what is owed, take cash, cancel a receipt."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.numbers import number_taken
from motcua.casework.dossiers.rules import ENDED_EARLY, FinancialState
from motcua.casework.fees import rules
from motcua.casework.fees.events import CashTaken, ReceiptCancelled
from motcua.casework.fees.models import CashReceipt, FeeDemand, LedgerEntry, Posting
from motcua.casework.fees.permissions import may_cancel_receipt, may_take_cash
from motcua.casework.fees.rules import DemandState, Line
from motcua.foundation.journal.actions import claim, record
from motcua.foundation.rows import Sheet, Taken, insert_together, misfit
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


def assess(dossier: Dossier, demands: Sequence[FeeDemand], sheet: Sheet, *, at: datetime) -> int:
    """Put what a dossier owes on the sheet and return the amount in dong; free ones add nothing.

    `demands` are unsaved rows of this dossier, whose `financial_state` is set.
    """
    owed = _owed(demands)
    entry = _entry(dossier, rules.assessment(owed), memo="assessment", at=at)
    sheet.insert(demands, *entry)
    amount = sum(item.amount_vnd for item in owed)
    dossier.financial_state = FinancialState.DUE if amount else FinancialState.NOTHING_DUE
    return amount


def assess_and_take(
    dossier: Dossier,
    demands: Sequence[FeeDemand],
    sheet: Sheet,
    *,
    payer_name: str,
    by: Acting,
    at: datetime,
) -> CashReceipt | None:
    """Put what a dossier owes on the sheet as taken in cash at once; None when nothing is owed.

    The receipt's number is taken when the sheet is written, and so is never lost.
    """
    owed = _owed(demands)
    amount = sum(item.amount_vnd for item in owed)
    if not amount:
        assess(dossier, demands, sheet, at=at)
        return None
    receipt = _new_receipt(dossier, amount, payer_name=payer_name, by=by, at=at)
    others = [demand for demand in demands if demand.state != DemandState.OWED]
    paid = [demand for demand in demands if demand.state == DemandState.OWED]
    for demand in paid:
        demand.state, demand.receipt = DemandState.PAID, receipt
    cash = _entry(dossier, rules.cash_taken(amount), memo="cash", at=at, receipt=receipt)
    made = _entry(dossier, rules.assessment(owed), memo="assessment", at=at)
    sheet.take(_number_of(receipt))
    sheet.insert([receipt], others, paid, *cash, *made)
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
    receipt: CashReceipt | None = None,
    undoes: LedgerEntry | None = None,
) -> tuple[Sequence[Model], ...]:
    """A balanced entry with its postings, still unwritten; nothing when there is nothing to post.

    The database checks the balance again at commit.
    """
    if not lines:
        return ()
    entry = LedgerEntry(
        dossier=dossier,
        at=at,
        memo=memo,
        unit_id=dossier.receiving_unit_id,
        reverses=undoes,
        receipt=undoes.receipt if undoes else receipt,
    )
    postings = [
        Posting(entry=entry, account=line.account, amount_vnd=line.amount_vnd)
        for line in rules.balanced(lines)
    ]
    return [entry], postings


def _new_receipt(
    dossier: Dossier, amount: int, *, payer_name: str, by: Acting, at: datetime
) -> CashReceipt:
    return CashReceipt(
        dossier=dossier,
        book=f"{by.unit_code}/{at.astimezone(VIETNAM).year}",
        amount_vnd=amount,
        payer_name=payer_name,
        taken_at=at,
        cashier_id=by.officer_id,
        cashier_label=by.actor.label,
    )


def _number_of(receipt: CashReceipt) -> Taken:
    return number_taken(receipt, "number", f"receipt:{receipt.book}")


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
    if wrong := misfit(CashReceipt, payer_name=payer_name):
        raise CannotTakeCash(wrong)
    receipt = _new_receipt(dossier, amount, payer_name=payer_name, by=by, at=now)
    sheet = Sheet()
    sheet.take(_number_of(receipt))
    cash = rules.cash_taken(amount)
    sheet.insert([receipt], *_entry(dossier, cash, memo="cash", at=now, receipt=receipt))
    sheet.write()
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


def bill(dossier: Dossier, sums: Mapping[int, int], *, at: datetime) -> int:
    """Make foreseen demands of a locked dossier owed, each at its sum; return the total in dong.

    `sums` are dong by demand; a sum of nought says that nothing is owed after all.
    """
    billed = list(FeeDemand.objects.filter(dossier=dossier, pk__in=sums))
    for demand in billed:
        demand.amount_vnd = sums[demand.pk]
        demand.state = DemandState.OWED if demand.amount_vnd else DemandState.EXEMPT
    FeeDemand.objects.bulk_update(billed, ["amount_vnd", "state"])
    owed = _owed(billed)
    insert_together(*_entry(dossier, rules.assessment(owed), memo="billing", at=at))
    total = sum(item.amount_vnd for item in owed)
    if total:
        _set_finances(dossier, FinancialState.DUE)
    return total


def waive(dossier: Dossier, *, at: datetime) -> None:
    """Let go of what a locked, ended dossier still owes: its assessment is reversed.

    Money already taken stays taken: giving it back is another act, with its own papers. What was
    only foreseen is never billed.
    Basis: form 05 of 2025, "phí chưa nộp, không phải nộp" (secondary source).
    """
    open_ones = FeeDemand.objects.filter(dossier=dossier)
    open_ones.filter(state=DemandState.FORESEEN).update(state=DemandState.WAIVED)
    owed = list(open_ones.filter(state=DemandState.OWED))
    if not owed:
        return
    lines = rules.reversal(rules.assessment(_owed(owed)))
    open_ones.filter(state=DemandState.OWED).update(state=DemandState.WAIVED)
    insert_together(*_entry(dossier, lines, memo="waiver", at=at))
    _set_finances(dossier, _settled(dossier))


def _settled(dossier: Dossier) -> FinancialState:
    """What a dossier's money is when nothing is owed any more."""
    is_paid = FeeDemand.objects.filter(dossier=dossier, state=DemandState.PAID).exists()
    return FinancialState.PAID if is_paid else FinancialState.NOTHING_DUE


def _set_finances(dossier: Dossier, state: FinancialState) -> None:
    dossier.financial_state = state
    dossier.save(update_fields=["financial_state"])


@transaction.atomic
def cancel_receipt(
    receipt_id: int, *, reason: str, by: Acting, now: datetime, key: UUID | None = None
) -> CashReceipt:
    """Cancel a receipt by a second person: number kept, entry reversed, amount owed again.

    After an early end nothing is due: the money goes back and nothing is owed again.
    Raises `AlreadyDone`, `CannotCancelReceipt`.
    """
    if key is not None:
        claim(key, by=by.actor)
    receipt = _locked(receipt_id)
    _check_cancellation(receipt, reason=reason, by=by)
    entry = LedgerEntry.objects.get(receipt=receipt, memo="cash")
    paid = [Line(rules.Account(p.account), p.amount_vnd) for p in entry.postings.all()]
    insert_together(
        *_entry(receipt.dossier, rules.reversal(paid), memo="cancellation", at=now, undoes=entry)
    )
    FeeDemand.objects.filter(receipt=receipt).update(state=DemandState.OWED, receipt=None)
    _set_finances(receipt.dossier, FinancialState.DUE)
    if receipt.dossier.state in ENDED_EARLY:
        waive(receipt.dossier, at=now)
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


def _locked(receipt_id: int) -> CashReceipt:
    """Return a receipt whose dossier is locked first, as every act on money does."""
    receipts = CashReceipt.objects.filter(pk=receipt_id)
    dossier = Dossier.objects.select_for_update(of=("self",)).get(
        pk__in=receipts.values("dossier_id")
    )
    receipt = receipts.get()
    receipt.dossier = dossier
    return receipt


def _check_cancellation(receipt: CashReceipt, *, reason: str, by: Acting) -> None:
    if receipt.cancelled_at is not None:
        raise CannotCancelReceipt("already_cancelled")
    if not reason.strip():
        raise CannotCancelReceipt("no_reason")
    if wrong := misfit(CashReceipt, cancel_reason=reason):
        raise CannotCancelReceipt(wrong)
    if not may_cancel_receipt(by, receiving_unit_id=receipt.dossier.receiving_unit_id):
        raise CannotCancelReceipt("not_yours")
    if not rules.may_cancel_receipt(taken_by=receipt.cashier_id, cancelled_by=by.officer_id):
        raise CannotCancelReceipt("same_person")
