"""Who may touch money."""

from motcua.registers.organisation.rules import Acting, Role

TILL = frozenset({Role.CASHIER, Role.RECEPTION_OFFICER, Role.POSTAL_CLERK})
SECOND_PERSON = frozenset({Role.CASHIER, Role.CENTRE_MANAGER, Role.UNIT_LEADER})


def may_take_cash(by: Acting, *, receiving_unit_id: int) -> bool:
    """A till of the unit that received the dossier."""
    return by.holds(TILL, receiving_unit_id)


def may_cancel_receipt(by: Acting, *, receiving_unit_id: int) -> bool:
    """A cashier or leader of the unit that received the dossier."""
    return by.holds(SECOND_PERSON, receiving_unit_id)
