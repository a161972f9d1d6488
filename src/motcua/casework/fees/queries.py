"""Readers of money: demands and receipts of a dossier, and what the ledger says is open."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum

from motcua.casework.fees.models import CashReceipt, FeeDemand, Posting
from motcua.casework.fees.rules import Account, DemandState
from motcua.registers.catalogue.rules.kinds import DueWhen


@dataclass(frozen=True)
class DemandRow:
    """One amount owed, as a screen shows it."""

    name: str
    kind: str
    quantity: int
    amount_vnd: int
    legal_source: str
    exemption: str
    due_when: DueWhen
    deferral_reason: str
    state: DemandState


@dataclass(frozen=True)
class ReceiptRow:
    """One cash receipt; `cancelled_at` set when a second person undid it."""

    receipt_id: int
    number: str
    amount_vnd: int
    payer_name: str
    taken_at: datetime
    cashier_id: int
    cashier_label: str
    cancelled_at: datetime | None
    cancel_reason: str


def demands_of(dossier_id: int) -> tuple[DemandRow, ...]:
    """Return what a dossier owes or owed, in the order of the rules."""
    rows = (
        FeeDemand.objects.filter(dossier_id=dossier_id)
        .order_by("id")
        .values_list(
            "name",
            "kind",
            "quantity",
            "amount_vnd",
            "legal_source",
            "exemption",
            "due_when",
            "deferral_reason",
            "state",
        )
    )
    return tuple(DemandRow(*row[:6], DueWhen(row[6]), row[7], DemandState(row[8])) for row in rows)


def held_by_money(dossier_id: int) -> str:
    """Say why money keeps a result back: "fee_owed", "not_billed", or "" when nothing does.

    A deferred debt holds nothing up, nor does what the law lets be billed after the result.
    """
    rows = FeeDemand.objects.filter(dossier_id=dossier_id, deferral_reason="")
    found = set(rows.values_list("state", "due_when"))
    if any(state == DemandState.OWED for state, _ in found):
        return "fee_owed"
    unbilled = (DemandState.FORESEEN, DueWhen.BEFORE_RETURN)
    return "not_billed" if unbilled in found else ""


def receipts_of(dossier_id: int) -> tuple[ReceiptRow, ...]:
    """Return the cash receipts of a dossier, cancelled ones included."""
    rows = CashReceipt.objects.filter(dossier_id=dossier_id).order_by("id")
    return tuple(
        ReceiptRow(
            row.pk,
            f"{row.book}/{row.number}",
            row.amount_vnd,
            row.payer_name,
            row.taken_at,
            row.cashier_id,
            row.cashier_label,
            row.cancelled_at,
            row.cancel_reason,
        )
        for row in rows
    )


def balance_of(dossier_id: int) -> int:
    """Return what a dossier still owes by the ledger, in dong."""
    total = Posting.objects.filter(
        entry__dossier_id=dossier_id, account=Account.RECEIVABLE
    ).aggregate(total=Sum("amount_vnd"))["total"]
    return int(total or 0)
