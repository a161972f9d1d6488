"""What the journal says about money."""

from dataclasses import dataclass
from typing import ClassVar

from motcua.foundation.journal.rules import Event


@dataclass(frozen=True)
class CashTaken(Event):
    """A cashier took cash and wrote a receipt."""

    kind: ClassVar[str] = "fee.cash_taken"
    subject_kind: ClassVar[str] = "dossier"
    dossier_id: int
    receipt: str
    amount_vnd: int


@dataclass(frozen=True)
class FeeBilled(Event):
    """What was foreseen at reception is owed now; `names` of what, `note` on the sum."""

    kind: ClassVar[str] = "fee.billed"
    subject_kind: ClassVar[str] = "dossier"
    dossier_id: int
    names: tuple[str, ...]
    amount_vnd: int
    note: str


@dataclass(frozen=True)
class PaymentDeferred(Event):
    """The result may go before the money came; the debt stays in the ledger."""

    kind: ClassVar[str] = "fee.payment_deferred"
    subject_kind: ClassVar[str] = "dossier"
    dossier_id: int
    amount_vnd: int
    reason: str


@dataclass(frozen=True)
class ReceiptCancelled(Event):
    """A second person cancelled a receipt; its number stays in the book."""

    kind: ClassVar[str] = "fee.receipt_cancelled"
    subject_kind: ClassVar[str] = "dossier"
    dossier_id: int
    receipt: str
    amount_vnd: int
    reason: str
