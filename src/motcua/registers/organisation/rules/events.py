"""What happens to units, posts and delegations, and what cannot."""

from dataclasses import dataclass
from datetime import date, datetime

from motcua.foundation.journal.rules import Event
from motcua.registers.organisation.rules.rights import Role


class CannotChangeUnit(Exception):
    """The unit lies outside the giver's reach, or its dates or code do not allow it."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(code, reason)
        self.code = code
        self.reason = reason


class CannotGrant(Exception):
    """Nobody gives more than they have, nor anything to themselves."""

    def __init__(self, roles: frozenset[Role], reason: str) -> None:
        super().__init__(sorted(roles), reason)
        self.roles = roles
        self.reason = reason


class CannotDelegate(Exception):
    """The roles are not the giver's own, or the period or receiver is not possible."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class UnitFounded(Event):
    """A unit exists from a day on."""

    kind = "unit.founded"
    subject_kind = "unit"
    unit_id: int
    code: str
    name: str
    valid_from: date


@dataclass(frozen=True)
class UnitSucceeded(Event):
    """From a day on, the work of these units goes on in another."""

    kind = "unit.succeeded"
    subject_kind = "unit"
    unit_id: int
    predecessor_ids: tuple[int, ...]
    on: date
    scope: str
    basis: str


@dataclass(frozen=True)
class ProvinceLoaded(Event):
    """The units of a province and their history were loaded from the shipped file."""

    kind = "province.loaded"
    subject_kind = "province"
    province_id: str
    units: int
    successions: int


@dataclass(frozen=True)
class OfficerAppointed(Event):
    """An officer holds a post with roles."""

    kind = "officer.appointed"
    subject_kind = "officer"
    officer_id: int
    post_id: int
    post_unit_id: int
    title: str
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class PostEnded(Event):
    """A post was given up; its rights and the delegations from it are gone."""

    kind = "officer.post_ended"
    subject_kind = "officer"
    officer_id: int
    post_id: int
    reason: str


@dataclass(frozen=True)
class RolesDelegated(Event):
    """Roles were lent for a period."""

    kind = "officer.roles_delegated"
    subject_kind = "officer"
    officer_id: int
    delegation_id: int
    to_officer_id: int
    scope: tuple[Role, ...]
    valid_from: datetime
    valid_to: datetime
    reason: str


@dataclass(frozen=True)
class DelegationRevoked(Event):
    """Lent roles were taken back before their time."""

    kind = "officer.delegation_revoked"
    subject_kind = "officer"
    officer_id: int
    delegation_id: int


@dataclass(frozen=True)
class RightsReviewed(Event):
    """An administrator saw these posts with their roles and found them still needed."""

    kind = "unit.rights_reviewed"
    subject_kind = "unit"
    unit_id: int
    post_ids: tuple[int, ...]
