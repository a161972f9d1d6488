"""Who may change which days."""

from motcua.registers.organisation.rules import Acting, Role


def may_edit_for_all(acting: Acting) -> bool:
    """Holidays, swaps, approved years and everybody's week: the Centre and the system's keeper."""
    return acting.may(Role.CENTRE_MANAGER, Role.SYSTEM_ADMIN)


def may_edit_for_unit(acting: Acting, unit_id: int) -> bool:
    """A unit's own sessions and closures: also whoever administers that unit."""
    return may_edit_for_all(acting) or (
        acting.may(Role.UNIT_ADMIN, Role.UNIT_LEADER) and acting.reaches(unit_id)
    )
