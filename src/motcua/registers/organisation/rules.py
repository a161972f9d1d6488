"""Roles, levels, unit codes old and new, and what one may give to another."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from motcua.foundation.journal.rules import SYSTEM, Actor

LONGEST_CODE = 35
_OLD = re.compile(r"[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}")
_NEW = re.compile(r"[A-Z][0-9]{2}(\.[0-9]{2,3})*")


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


class Level(StrEnum):
    """Where a unit stands in the State."""

    MINISTRY = "ministry"
    PROVINCE = "province"
    DEPARTMENT = "department"
    CENTRE = "centre"
    DISTRICT = "district"
    COMMUNE = "commune"
    DIVISION = "division"
    POST = "post"


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
class Acting:
    """An officer in one post at one instant: what every permission is decided from.

    `unit_ids` holds the own unit and all units below it, and those of delegators;
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

    def may(self, *roles: Role) -> bool:
        """Tell whether one of `roles` is held."""
        return not self.roles.isdisjoint(roles)

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


def is_unit_code(code: str) -> bool:
    """Tell whether `code` is written in the new style, `H41.14.02`, of at most 35 characters.

    Basis: Decision 20/2020/QĐ-TTg, art. 5 (mem-mid)
    """
    return len(code) <= LONGEST_CODE and _NEW.fullmatch(code) is not None


def new_code(old: str) -> str | None:
    """Turn `000.00.12.H41` into `H41.12`; None when `old` is no such code.

    Basis: QCVN 102:2016/BTTTT; Decision 20/2020/QĐ-TTg, art. 5 (mem-mid)
    """
    if not _OLD.fullmatch(old):
        return None
    third, second, first, top = old.split(".")
    parts = [top, first, second, third]
    empty = {"00", "000"}
    while len(parts) > 1 and parts[-1] in empty:
        parts.pop()
    return None if empty.intersection(parts) else ".".join(parts)


def old_code(new: str) -> str | None:
    """Turn `H41.12` into `000.00.12.H41`; None when `new` has more than four levels.

    Basis: QCVN 102:2016/BTTTT (mem-mid)
    """
    widths = (3, 2, 2, 3)
    parts = new.split(".")
    if not is_unit_code(new) or len(parts) > len(widths):
        return None
    top, *below = parts
    below += ["00", "00", "000"][len(below) :]
    written = f"{below[2].zfill(3)}.{below[1]}.{below[0]}.{top}"
    return written if new_code(written) == new else None


def may_grant(giver: Acting, roles: Iterable[Role], unit_id: int) -> bool:
    """Tell whether `giver` may put `roles` into a post of the unit: never more than their reach."""
    wanted = frozenset(roles)
    if giver.may(Role.SYSTEM_ADMIN):
        return True
    givable = frozenset[Role]().union(*(MAY_GRANT.get(role, frozenset()) for role in giver.roles))
    return wanted <= givable and unit_id in giver.unit_ids


@dataclass(frozen=True)
class UnitAsOf:
    """A unit as it was called on a day."""

    id: int
    code: str
    name: str
    short_name: str
    level: Level
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class PostRow:
    """A post as lists show one."""

    id: int
    officer_id: int
    officer_name: str
    unit_id: int
    unit_name: str
    title: str
    roles: tuple[Role, ...]
    valid_from: datetime
    valid_to: datetime | None
