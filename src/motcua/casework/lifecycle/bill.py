"""Bill what reception only foresaw, or let a result go before its money came."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.casework.dossiers.models import Dossier
from motcua.casework.fees import actions as fees
from motcua.casework.fees.events import FeeBilled, PaymentDeferred
from motcua.casework.fees.models import FeeDemand
from motcua.casework.fees.rules import DemandState
from motcua.casework.lifecycle.lengths import check_words
from motcua.casework.lifecycle.opening import open_dossier
from motcua.casework.lifecycle.refusals import CannotAct
from motcua.casework.lifecycle.rules import Verb
from motcua.casework.lifecycle.stamp import Stamp
from motcua.registers.organisation.rules import Acting

MOST_VND = 1_000_000_000_000
"""One bill stays below a thousand billion dong: more is a slip of the keyboard."""


class CannotBill(CannotAct):
    """Nothing is foreseen, a sum is not the rule's, or a sum of one's own has no ground."""


class CannotDefer(CannotAct):
    """No reason, or nothing is owed."""


@transaction.atomic
def bill(
    dossier_id: int,
    sums: Mapping[int, int],
    *,
    note: str = "",
    by: Acting,
    now: datetime,
    key: UUID | None = None,
) -> int:
    """Make foreseen amounts owed, by demand in dong, and tell the applicant; return the total.

    The rule's own sum is billed as it stands; a sum that the rule leaves open, or nought where
    nothing falls due, is billed on the ground that `note` names.
    Raises `CannotBill`, `NotYours`, `NotNow`.
    Basis: Law on Fees and Charges 97/2015/QH13, art. 3, 14 (mem-mid).
    """
    dossier = open_dossier(dossier_id, Verb.BILL, by=by, key=key)
    foreseen = list(
        FeeDemand.objects.filter(dossier=dossier, state=DemandState.FORESEEN).order_by("id")
    )
    billed = [demand for demand in foreseen if demand.pk in sums]
    if not billed or len(billed) != len(sums):
        raise CannotBill("nothing_foreseen")
    check_words(FeeDemand, deferral_reason=note)
    for demand in billed:
        _check_sum(demand, sums[demand.pk], note)
    total = fees.bill(dossier, sums, at=now)
    names = tuple(demand.name for demand in billed)
    Stamp(by, now, key).record(FeeBilled(dossier.pk, names, total, note))
    return total


def _check_sum(demand: FeeDemand, amount_vnd: int, note: str) -> None:
    if not 0 <= amount_vnd < MOST_VND:
        raise CannotBill("bad_amount")
    if amount_vnd and demand.amount_vnd and amount_vnd != demand.amount_vnd:
        raise CannotBill("not_the_rules_sum")
    if amount_vnd != demand.amount_vnd and not note.strip():
        raise CannotBill("no_ground_of_sum")


@transaction.atomic
def defer_payment(
    dossier_id: int, *, reason: str, by: Acting, now: datetime, key: UUID | None = None
) -> Dossier:
    """Let the result go before the money came: a leader's word, on record; the debt stays.

    Raises `CannotDefer`, `NotYours`, `NotNow`.
    Basis: screens R8 (an unpaid result is held back; an exception is logged).
    """
    dossier = open_dossier(dossier_id, Verb.DEFER_PAYMENT, by=by, key=key)
    if not reason.strip():
        raise CannotDefer("no_reason")
    check_words(FeeDemand, deferral_reason=reason)
    holding = (DemandState.OWED, DemandState.FORESEEN)
    debts = FeeDemand.objects.filter(dossier=dossier, state__in=holding, deferral_reason="")
    amount = sum(debts.values_list("amount_vnd", flat=True))
    if not debts.update(deferral_reason=reason):
        raise CannotDefer("nothing_owed")
    Stamp(by, now, key).record(PaymentDeferred(dossier.pk, amount, reason))
    return dossier
