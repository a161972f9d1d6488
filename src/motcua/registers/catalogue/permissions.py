"""Who may touch the catalogue."""

from dataclasses import replace

from motcua.registers.organisation.rules import THE_SYSTEM, Acting, Role

# The hand that fills the catalogue before a controller of procedures exists.
FOUNDER = replace(THE_SYSTEM, roles=frozenset({Role.PROCEDURE_CONTROLLER}))
ACTIVATORS = frozenset({Role.PROCEDURE_CONTROLLER, Role.SYSTEM_ADMIN})


def may_keep_the_catalogue(acting: Acting) -> bool:
    """Tell whether this person may draft, announce, publish and abolish procedures.

    Basis: Decree 63/2010/NĐ-CP, art. 5 (procedure control by the Office) (mem-mid)
    """
    return Role.PROCEDURE_CONTROLLER in acting.roles


def may_activate_a_process(acting: Acting) -> bool:
    """Tell whether this person may put an electronic process live."""
    return not ACTIVATORS.isdisjoint(acting.roles)
