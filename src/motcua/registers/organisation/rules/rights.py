"""Roles, and what one may do and give to another."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from motcua.foundation.journal.rules import SYSTEM, Actor


class Role(StrEnum):
    """What an officer's post may do; the codes are those of the role list."""

    RECEPTION_OFFICER = "reception_officer"
    RESULT_OFFICER = "result_officer"
    CASHIER = "cashier"
    POSTAL_CLERK = "postal_clerk"
    DIGITISER = "digitiser"
    SPECIALIST = "specialist"
    DIVISION_LEADER = "division_leader"
    UNIT_LEADER = "unit_leader"
    CLERK_SEAL = "clerk_seal"
    PROVINCE_CLERK = "province_clerk"
    PROVINCE_LEADER = "province_leader"
    CENTRE_MANAGER = "centre_manager"
    PROCEDURE_CONTROLLER = "procedure_controller"
    INSPECTOR = "inspector"
    UNIT_ADMIN = "unit_admin"
    SYSTEM_ADMIN = "system_admin"
    INTEGRATION_ENGINEER = "integration_engineer"


SEES_ALL = frozenset(
    {Role.CENTRE_MANAGER, Role.INSPECTOR, Role.PROCEDURE_CONTROLLER, Role.PROVINCE_LEADER}
)
# Roles whose reach is the whole province are given by the system's administrator alone.
_OF_THE_PROVINCE = SEES_ALL | {
    Role.PROVINCE_CLERK,
    Role.SYSTEM_ADMIN,
    Role.INTEGRATION_ENGINEER,
    Role.UNIT_ADMIN,
}
MAY_GRANT: dict[Role, frozenset[Role]] = {
    Role.SYSTEM_ADMIN: frozenset(Role),
    Role.UNIT_ADMIN: frozenset(Role) - _OF_THE_PROVINCE,
}


@dataclass(frozen=True)
class Grant:
    """Roles held in a part of the organisation: by one's own post, or lent by a delegator."""

    roles: frozenset[Role]
    unit_ids: frozenset[int]


@dataclass(frozen=True)
class Acting:
    """An officer in one post at one instant: what every permission is decided from.

    `unit_ids` holds the own unit and all units below it, and those of delegators: what one may
    see. What one may do is asked of `holds`, which keeps each role with its own units.
    `acts_for` is empty or names the delegators.
    """

    actor: Actor
    officer_id: int
    post_id: int
    unit_id: int
    unit_code: str
    unit_name: str
    roles: frozenset[Role]
    unit_ids: frozenset[int]
    sees_all: bool = False
    acts_for: str = ""
    grants: tuple[Grant, ...] = ()

    def may(self, *roles: Role) -> bool:
        """Tell whether one of `roles` is held."""
        return not self.roles.isdisjoint(roles)

    def holds(self, roles: Set[Role], unit_id: int) -> bool:
        """Tell whether one of `roles` is held in that unit.

        A lent role counts in the lender's units only, one's own in one's own.
        """
        return unit_id in self.units_of(roles)

    def units_of(self, roles: Set[Role]) -> frozenset[int]:
        """Return the units in which one of `roles` is held: where a list of work comes from."""
        grants = self.grants or (Grant(self.roles, self.unit_ids),)
        held = (one.unit_ids for one in grants if not one.roles.isdisjoint(roles))
        return frozenset().union(*held)

    def reaches(self, unit_id: int) -> bool:
        """Tell whether the unit lies within sight."""
        return self.sees_all or unit_id in self.unit_ids


# The hand that founds a province before its first administrator exists.
THE_SYSTEM = Acting(
    actor=SYSTEM,
    officer_id=0,
    post_id=0,
    unit_id=0,
    unit_code="",
    unit_name="",
    roles=frozenset({Role.SYSTEM_ADMIN}),
    unit_ids=frozenset(),
)


@dataclass(frozen=True)
class Period:
    """From `start` on, no longer at `end`; both aware."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class Loan:
    """Roles lent to another post for a time, and why."""

    to_post_id: int
    scope: tuple[Role, ...]
    period: Period
    reason: str


def may_grant(giver: Acting, roles: Iterable[Role], unit_id: int) -> bool:
    """Tell whether `giver` may put `roles` into a post of the unit: never more than their reach."""
    wanted = frozenset(roles)
    if giver.may(Role.SYSTEM_ADMIN):
        return True
    givable = frozenset[Role]().union(*(MAY_GRANT.get(role, frozenset()) for role in giver.roles))
    return wanted <= givable and unit_id in giver.unit_ids


def may_found(giver: Acting, parent_id: int | None) -> bool:
    """Tell whether `giver` may change units below `parent_id`."""
    if giver.may(Role.SYSTEM_ADMIN):
        return True
    return giver.may(Role.UNIT_ADMIN) and parent_id in giver.unit_ids


@dataclass(frozen=True)
class PostRow:
    """A post as lists show one."""

    id: int
    officer_id: int
    officer_name: str
    unit_id: int
    unit_name: str
    title: str
    roles: frozenset[Role]
