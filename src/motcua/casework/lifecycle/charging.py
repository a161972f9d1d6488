"""What a dossier owes by the fee rules of its version."""

from collections.abc import Sequence
from datetime import datetime

from motcua.casework.dossiers.models import Dossier
from motcua.casework.fees.models import FeeDemand
from motcua.casework.fees.rules import DemandState
from motcua.casework.lifecycle.filing import Filing
from motcua.kit.clock import VIETNAM
from motcua.registers.catalogue.queries.content import Content
from motcua.registers.catalogue.rules.fees import Owed, Quantity, fees_owed
from motcua.registers.catalogue.rules.kinds import AT_RECEPTION, DueWhen


def demands(
    dossier: Dossier, content: Content, filing: Filing, now: datetime
) -> Sequence[FeeDemand]:
    """Return the unsaved demands of a dossier; an amount of nought is none.

    What falls due later is only foreseen: `bill` makes it owed.
    Basis: Law on Fees and Charges 97/2015/QH13 (mem-hi); Resolution 09/2025/NQ-HĐND (0 % online).
    """
    owed = fees_owed(
        content.fees,
        filing.channel,
        now.astimezone(VIETNAM).date(),
        Quantity(copies=filing.quantity),
        filing.exemptions,
        filing.case_id,
    )
    return [
        _demand(dossier, item, filing.quantity)
        for item in owed
        if item.amount_vnd != 0 or item.exemption_class
    ]


def to_pay_first(demands: Sequence[FeeDemand]) -> tuple[str, ...]:
    """Return the names of what is paid before reception or nothing is received."""
    first = (item for item in demands if item.due_when == DueWhen.BEFORE_RECEPTION)
    return tuple(item.name for item in first if item.state == DemandState.OWED)


def asked_now(demands: Sequence[FeeDemand]) -> int:
    """Return the sum in dong that is asked for at reception, whether taken or left open."""
    now = (DemandState.OWED, DemandState.PAID)
    return sum(item.amount_vnd for item in demands if item.state in now)


def _demand(dossier: Dossier, owed: Owed, quantity: int) -> FeeDemand:
    return FeeDemand(
        dossier=dossier,
        rule_id=owed.fee_id,
        kind=owed.kind,
        name=owed.name,
        quantity=quantity,
        amount_vnd=owed.amount_vnd or 0,
        legal_source=owed.legal_source[:300],
        exemption=owed.exemption_class,
        due_when=owed.due_when,
        state=_state(owed),
    )


def _state(owed: Owed) -> DemandState:
    if owed.amount_vnd == 0:
        return DemandState.EXEMPT
    return DemandState.OWED if owed.due_when in AT_RECEPTION else DemandState.FORESEEN
