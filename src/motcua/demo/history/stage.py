"""The stage on which a life is played once: two stand-in units, stand-in officers, an owner.

All of it stands in the database only inside a transaction that is rolled back. Stand-ins carry
words and numbers found nowhere else, so that whatever an act copies from them is known again.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from motcua.casework.dossiers.rules import PartyRole
from motcua.casework.lifecycle.filing import PartyGiven
from motcua.foundation.journal.rules import Actor, ActorKind
from motcua.kit.identity import Sex
from motcua.registers.organisation.models import Post, Unit
from motcua.registers.organisation.rules import Acting, Level, Role
from motcua.registers.people.models import Officer

_FIRST, _APART = 900_001, 1_000
_FIRST_OFFICER = 100
_LONG_AGO = datetime(2018, 1, 1, tzinfo=UTC)
ROLES = (
    Role.RECEPTION_OFFICER, Role.RESULT_OFFICER, Role.SPECIALIST, Role.DIVISION_LEADER,
    Role.UNIT_LEADER, Role.CLERK_SEAL, Role.PROVINCE_LEADER, Role.PROVINCE_CLERK,
)  # fmt: skip
OWNER = PartyGiven(
    role=PartyRole.OWNER,
    full_name="Zqownerqz",
    identity_number="040190999999",
    birth_on=date(1990, 1, 1),
    sex=Sex.MALE,
    phone="0999917753",
    address="Zqhomeqz",
)
PARCEL = "ZqparcelQz"
EXCUSE, ON_PAPER = "Zqexcuseqz", "Zqonpaperqz"


@dataclass(frozen=True)
class StandIn:
    """An officer of the stage: which unit, which role, and the rights to act."""

    unit_id: int
    role: Role
    by: Acting


def name_of(officer_id: int) -> str:
    """Return the name of a stand-in officer, a word found nowhere else."""
    return f"Zqn{officer_id}qz"


def title_of(officer_id: int) -> str:
    """Return the title of a stand-in officer, a word found nowhere else."""
    return f"Zqt{officer_id}qz"


class Stage:
    """Who stands in for whom; `others` are real units that a process names.

    Companies that play at the same time take different slots (0 to 8), for the database lets no
    two transactions write the same key.
    """

    def __init__(self, others: dict[int, str], slot: int = 0) -> None:
        self.receiving = _FIRST + _APART * slot
        self.competent = self.receiving + 1
        self.codes = {self.receiving: f"H41.99{slot}1", self.competent: f"H41.99{slot}2"}
        self.owner = replace(OWNER, identity_number=f"04019099999{slot}")
        self.named = tuple(sorted(others))
        self.excuse, self.on_paper = EXCUSE, ON_PAPER
        self.people: dict[tuple[int, Role], StandIn] = {}
        for unit_id, code in (self.codes | others).items():
            for role in ROLES:
                number = self.receiving + _FIRST_OFFICER + len(self.people)
                self.people[unit_id, role] = _stand_in(number, unit_id, code, role)
        self.by_id = {one.by.officer_id: one for one in self.people.values()}

    def set(self) -> None:
        """Put units and officers into the database."""
        Unit.objects.bulk_create(_units(self.codes))
        Officer.objects.bulk_create(
            Officer(pk=pk, username=f"zq{pk}", full_name=name_of(pk), created_at=_LONG_AGO)
            for pk in self.by_id
        )
        Post.objects.bulk_create(
            Post(
                pk=pk,
                officer_id=pk,
                unit_id=one.unit_id,
                title=title_of(pk),
                roles=[one.role],
                valid_from=_LONG_AGO,
            )
            for pk, one in self.by_id.items()
        )

    def one(self, unit_id: int, role: Role) -> Acting:
        """Return who holds a role in a unit."""
        return self.people[unit_id, role].by


def _stand_in(number: int, unit_id: int, code: str, role: Role) -> StandIn:
    label = f"{name_of(number)}, {title_of(number)}"
    by = Acting(
        actor=Actor(ActorKind.OFFICER, str(number), label),
        officer_id=number,
        post_id=number,
        unit_id=unit_id,
        unit_code=code,
        unit_name="",
        roles=frozenset({role}),
        unit_ids=frozenset({unit_id}),
    )
    return StandIn(unit_id, role, by)


def word(unit_id: int, what: str) -> str:
    """Return the word that stands for a fact of a unit (name, parent, address, phone)."""
    return f"Zq{what}{unit_id}"


def _units(codes: dict[int, str]) -> list[Unit]:
    """The two units and, for the letterhead, one above each."""
    made = []
    for unit_id, code in codes.items():
        above = Unit(
            pk=unit_id + 10,
            code=f"{code}0",
            name=word(unit_id, "parent"),
            level=Level.PROVINCE,
            valid_from=_LONG_AGO.date(),
        )
        own = Unit(
            pk=unit_id,
            code=code,
            name=word(unit_id, "name"),
            level=Level.DEPARTMENT,
            parent=above,
            valid_from=_LONG_AGO.date(),
            address=word(unit_id, "address"),
            phone=word(unit_id, "phone"),
        )
        made += [above, own]
    return made
