"""Who may have a report made, and of whose dossiers."""

from motcua.registers.organisation.rules import Acting, Role

MAKERS = (
    Role.CENTRE_MANAGER,
    Role.INSPECTOR,
    Role.PROVINCE_LEADER,
    Role.PROCEDURE_CONTROLLER,
    Role.UNIT_LEADER,
)


def may_make(by: Acting, unit_id: int | None) -> bool:
    """Tell whether a report of a unit, or of the whole province, may be asked for."""
    if unit_id is None:
        return by.sees_all and by.may(*MAKERS)
    return by.may(*MAKERS) and by.reaches(unit_id)
