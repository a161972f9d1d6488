"""The cast: a small province and an officer for every role, brought in by public actions.

`cast.officer(Role.SPECIALIST)` works in the role's usual unit; a second argument names another
(`"justice"`), and whoever is asked for twice is the same person. `cast.client(role)` is a browser
in which that officer is logged in.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from motcua.kit import clock
from motcua.registers.organisation.actions import appoint, found_unit
from motcua.registers.organisation.queries import acting
from motcua.registers.organisation.rules import THE_SYSTEM, Acting, Level, Role, UnitFacts
from motcua.registers.people.actions import change_password, enrol_officer
from motcua.registers.people.models import Officer
from tests.standing import standing

FOUNDED_AT = datetime(2018, 1, 1, 1, 0, tzinfo=UTC)
PASSWORD = "mot cua lien thong 2026"
UNITS = {
    "province": ("H41", "Ủy ban nhân dân tỉnh Nghệ An", Level.PROVINCE, ""),
    "office": ("H41.01", "Văn phòng Ủy ban nhân dân tỉnh", Level.DEPARTMENT, "province"),
    "centre": ("H41.01.01", "Trung tâm Phục vụ hành chính công tỉnh", Level.CENTRE, "office"),
    "finance": ("H41.14", "Sở Tài chính", Level.DEPARTMENT, "province"),
    "business": ("H41.14.01", "Phòng Đăng ký kinh doanh", Level.DIVISION, "finance"),
    "justice": ("H41.17", "Sở Tư pháp", Level.DEPARTMENT, "province"),
    "civil": ("H41.17.01", "Phòng Hành chính tư pháp", Level.DIVISION, "justice"),
    "commune": ("H41.101", "Ủy ban nhân dân phường Trường Vinh", Level.COMMUNE, "province"),
    "post": ("H41.90", "Bưu điện tỉnh Nghệ An", Level.POST, "province"),
}
HOME = {
    Role.RECEPTION_OFFICER: "centre",
    Role.RESULT_OFFICER: "centre",
    Role.CASHIER: "centre",
    Role.DIGITISER: "centre",
    Role.CENTRE_MANAGER: "centre",
    Role.POSTAL_CLERK: "post",
    Role.SPECIALIST: "business",
    Role.DIVISION_LEADER: "business",
    Role.UNIT_LEADER: "finance",
    Role.CLERK_SEAL: "finance",
    Role.UNIT_ADMIN: "finance",
    Role.PROVINCE_CLERK: "province",
    Role.PROVINCE_LEADER: "province",
    Role.PROCEDURE_CONTROLLER: "office",
    Role.INSPECTOR: "office",
    Role.SYSTEM_ADMIN: "office",
    Role.INTEGRATION_ENGINEER: "office",
}


@dataclass
class Cast:
    """All units, and officers as they are asked for."""

    _units: dict[str, int] = field(default_factory=dict)
    _officers: dict[tuple[frozenset[Role], str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, (code, called, level, parent) in UNITS.items():
            facts = UnitFacts(code, called, level, valid_from=date(2018, 1, 1))
            above = self._units[parent] if parent else None
            self._units[name] = found_unit(facts, above, by=THE_SYSTEM, now=FOUNDED_AT)

    def unit(self, name: str) -> int:
        """Return the id of a unit of `UNITS`."""
        return self._units[name]

    def officer(self, *roles: Role, unit: str = "") -> Officer:
        """Return the officer who holds these roles in one post."""
        return Officer.objects.get(pk=self._officer_id(roles, unit))

    def acting(self, *roles: Role, unit: str = "", now: datetime | None = None) -> Acting:
        """Return the rights of that officer."""
        rights = acting(self._officer_id(roles, unit), now or clock.now())
        assert rights is not None
        return rights

    def client(self, *roles: Role, unit: str = "") -> Client:
        """Return a browser in which that officer is logged in."""
        browser = Client()
        browser.force_login(self.officer(*roles, unit=unit))
        return browser

    def joined_by(self, others: "Cast") -> None:
        """Take in the officers of a cast with the same units."""
        self._officers.update(others._officers)

    @property
    def is_alone(self) -> bool:
        """Tell whether nobody was asked for yet."""
        return not self._officers

    def _officer_id(self, roles: tuple[Role, ...], unit: str) -> int:
        place = unit or HOME[roles[0]]
        key = (frozenset(roles), place)
        if key not in self._officers:
            self._officers[key] = self._enrol(key[0], place, title=roles[0].replace("_", " "))
        return self._officers[key]

    def _enrol(self, roles: frozenset[Role], unit: str, title: str) -> int:
        number = len(self._officers) + 1
        name = f"Nguyễn Văn {title.title()} {number}"
        by = THE_SYSTEM
        new = enrol_officer(f"officer{number}", name, by=by.actor, now=FOUNDED_AT)
        change_password(new.officer_id, PASSWORD, by=by.actor, now=FOUNDED_AT)
        unit_id = self.unit(unit)
        appoint(new.officer_id, unit_id, roles, title=title, by=by, now=FOUNDED_AT)
        return new.officer_id


@pytest.fixture
def cast(db: None, settings: Any) -> Cast:
    """A province whose passwords are cheap to check."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return standing("cast", Cast)
