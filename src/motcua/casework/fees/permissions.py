"""Who may touch money."""

from motcua.registers.organisation.rules import Acting, Role

TILL = frozenset({Role.CASHIER, Role.RECEPTION_OFFICER, Role.POSTAL_CLERK})
SECOND_PERSON = frozenset({Role.CASHIER, Role.CENTRE_MANAGER, Role.UNIT_LEADER})


def may_take_cash(by: Acting, *, receiving_unit_id: int) -> bool:
    """A till of the unit that received the dossier."""
    return bool(by.roles & TILL) and receiving_unit_id in by.unit_ids


def may_cancel_receipt(by: Acting, *, receiving_unit_id: int) -> bool:
    """A cashier or leader of the unit that received the dossier."""
    return bool(by.roles & SECOND_PERSON) and receiving_unit_id in by.unit_ids
