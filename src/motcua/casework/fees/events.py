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
class ReceiptCancelled(Event):
    """A second person cancelled a receipt; its number stays in the book."""

    kind: ClassVar[str] = "fee.receipt_cancelled"
    subject_kind: ClassVar[str] = "dossier"
    dossier_id: int
    receipt: str
    amount_vnd: int
    reason: str
