"""Readers of money: demands and receipts of a dossier, and what the ledger says is open."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum

from motcua.casework.fees.models import CashReceipt, FeeDemand, Posting
from motcua.casework.fees.rules import Account, DemandState


@dataclass(frozen=True)
class DemandRow:
    """One amount owed, as a screen shows it."""

    name: str
    kind: str
    quantity: int
    amount_vnd: int
    legal_source: str
    exemption: str
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
        .values_list("name", "kind", "quantity", "amount_vnd", "legal_source", "exemption", "state")
    )
    return tuple(DemandRow(*row[:6], DemandState(row[6])) for row in rows)


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
