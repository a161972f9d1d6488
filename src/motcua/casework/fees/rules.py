"""Money in the house: accounts, balanced entries, and who may undo a receipt."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Account(StrEnum):
    """The accounts of the ledger; later payments add theirs, never a second ledger.

    Debit is positive, credit negative; every entry sums to zero.
    """

    RECEIVABLE = "receivable"
    CASH = "cash"
    FEE_INCOME = "fee_income"
    CHARGE_INCOME = "charge_income"


class DemandState(StrEnum):
    """What became of an amount; `foreseen` is not owed before somebody bills it."""

    FORESEEN = "foreseen"
    OWED = "owed"
    PAID = "paid"
    EXEMPT = "exempt"
    WAIVED = "waived"


@dataclass(frozen=True)
class Line:
    """One posting of an entry: an account and a signed amount in dong."""

    account: Account
    amount_vnd: int


@dataclass(frozen=True)
class Owed:
    """An amount a dossier owes by rule: `kind` is fee or charge."""

    kind: str
    amount_vnd: int


class Unbalanced(Exception):
    """A ledger entry whose debits and credits differ; nothing was written."""

    def __init__(self, difference_vnd: int) -> None:
        super().__init__(difference_vnd)
        self.difference_vnd = difference_vnd


def balanced(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines without zeros, or raise `Unbalanced`."""
    kept = tuple(line for line in lines if line.amount_vnd)
    difference = sum(line.amount_vnd for line in kept)
    if difference:
        raise Unbalanced(difference)
    return kept


def assessment(owed: Iterable[Owed]) -> tuple[Line, ...]:
    """Return the entry that makes the applicant a debtor: receivable against income by kind.

    Basis: Law on Fees and Charges 97/2015/QH13, art. 3 (fee and charge are two kinds; mem-hi).
    """
    fees = sum(item.amount_vnd for item in owed if item.kind == "fee")
    charges = sum(item.amount_vnd for item in owed if item.kind == "charge")
    return balanced(
        [
            Line(Account.RECEIVABLE, fees + charges),
            Line(Account.FEE_INCOME, -fees),
            Line(Account.CHARGE_INCOME, -charges),
        ]
    )


def cash_taken(amount_vnd: int) -> tuple[Line, ...]:
    """Return the entry of a cash payment: cash against receivable."""
    return balanced([Line(Account.CASH, amount_vnd), Line(Account.RECEIVABLE, -amount_vnd)])


def reversal(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the entry that undoes another; nothing is ever deleted."""
    return tuple(Line(line.account, -line.amount_vnd) for line in lines)


def may_cancel_receipt(*, taken_by: int, cancelled_by: int) -> bool:
    """A receipt is cancelled by a second person, never by the one who wrote it."""
    return taken_by != cancelled_by
