"""What an applicant hands in, as values."""

from dataclasses import dataclass, field
from datetime import date, datetime

from motcua.casework.documents.rules import PaperState
from motcua.casework.dossiers.rules import PartyRole, ReturnMethod
from motcua.casework.lifecycle.refusals import CannotAct
from motcua.registers.catalogue.rules import Channel
from motcua.registers.people.rules import ApplicantKind


class CannotFile(CannotAct):
    """The filing lacks something no dossier can be without."""


@dataclass(frozen=True)
class PartyGiven:
    """A party as typed or scanned at the counter; `authority` names a representative's paper."""

    role: PartyRole
    full_name: str
    kind: ApplicantKind = ApplicantKind.PERSON
    identity_number: str = ""
    birth_on: date | None = None
    sex: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    commune_code: str = ""
    authority: str = ""


@dataclass(frozen=True)
class PaperGiven:
    """A paper of the announced list as found in the folder; `stored_id` in the owner's store."""

    required_paper_id: int
    name: str
    state: PaperState
    originals: int = 0
    copies: int = 0
    note: str = ""
    stored_id: int | None = None


@dataclass(frozen=True)
class Filing:
    """One application as handed in. Receiving, competent and return unit are three facts."""

    version_id: int
    case_id: int | None
    channel: Channel
    receiving_unit_id: int
    competent_unit_id: int
    competent_unit_code: str
    return_unit_id: int
    parties: tuple[PartyGiven, ...]
    papers: tuple[PaperGiven, ...] = ()
    abstract: str = ""
    note: str = ""
    set_count: int = 1
    quantity: int = 1
    exemptions: frozenset[str] = frozenset()
    return_method: ReturnMethod = ReturnMethod.COUNTER
    is_on_the_spot: bool = False
    external_code: str = ""
    filed_at: datetime | None = field(default=None)

    def owner(self) -> PartyGiven:
        """Return the owner. Raises `CannotFile`."""
        for party in self.parties:
            if party.role is PartyRole.OWNER and party.full_name.strip():
                return party
        raise CannotFile("no_owner")

    def filer(self) -> PartyGiven:
        """Return who stands at the counter: the representative, the filer, else the owner."""
        by_role = {party.role: party for party in self.parties}
        return by_role.get(PartyRole.REPRESENTATIVE) or by_role.get(PartyRole.FILER) or self.owner()
