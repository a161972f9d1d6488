"""Who may scan: whoever stands at the desk that took the papers in, or gives results out."""

from motcua.casework.documents.digital import Hand
from motcua.registers.organisation.rules import Acting, Role

SCANNERS = frozenset(
    {Role.RECEPTION_OFFICER, Role.POSTAL_CLERK, Role.RESULT_OFFICER, Role.DIGITISER}
)


def may_scan(by: Acting, *unit_ids: int) -> bool:
    """Tell whether the actor scans for one of these units."""
    return any(by.holds(SCANNERS, unit_id) for unit_id in unit_ids)


def hand_of(by: Acting) -> Hand:
    """Return the actor as the hand that digitises."""
    return Hand(by.actor, by.officer_id, by.unit_id)
