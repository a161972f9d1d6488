"""What an applicant hands in, and the dossier row made of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from motcua.casework.documents.models import PaperItem
from motcua.casework.documents.rules import PaperState
from motcua.casework.dossiers.models import Dossier, Party
from motcua.casework.dossiers.rules import PartyRole, ReturnMethod, State
from motcua.casework.lifecycle.refusals import CannotAct
from motcua.kit.ids import look_up_key
from motcua.kit.text import fold
from motcua.registers.catalogue.rules import Channel
from motcua.registers.people.actions import remember_applicant
from motcua.registers.people.rules import ApplicantFacts, ApplicantKind


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
    """A paper of the announced list as found in the folder."""

    required_paper_id: int
    name: str
    state: PaperState
    originals: int = 0
    copies: int = 0
    note: str = ""


@dataclass(frozen=True)
class Filing:
    """One application as handed in. Receiving, competent and return unit are three facts."""

    version_id: int
    case_id: int
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


def file(filing: Filing, *, state: State, now: datetime) -> Dossier:
    """Write the dossier with its parties and papers, still without a code.

    Raises `CannotFile`. Limit and clock are set by reception.
    """
    owner, filer = filing.owner(), filing.filer()
    people = {party: remember_applicant(_facts(party), now=now) for party in filing.parties}
    dossier = Dossier.objects.create(
        version_id=filing.version_id,
        case_id=filing.case_id,
        channel=filing.channel,
        receiving_unit_id=filing.receiving_unit_id,
        competent_unit_id=filing.competent_unit_id,
        return_unit_id=filing.return_unit_id,
        external_code=filing.external_code,
        state=state,
        owner_id=people[owner],
        owner_name=owner.full_name,
        owner_search=fold(owner.full_name),
        phone_tail=filer.phone[-4:],
        look_up_key=look_up_key(),
        abstract=filing.abstract,
        note=filing.note,
        set_count=filing.set_count,
        return_method=filing.return_method,
        is_on_the_spot=filing.is_on_the_spot,
        filed_at=filing.filed_at or now,
    )
    _write_parties(dossier, people)
    _write_papers(dossier, filing.papers, now)
    return dossier


def _facts(party: PartyGiven) -> ApplicantFacts:
    return ApplicantFacts(
        kind=party.kind,
        full_name=party.full_name,
        identity_number=party.identity_number,
        birth_on=party.birth_on,
        sex=party.sex,
        phone=party.phone,
        email=party.email,
        address_line=party.address,
        commune_code=party.commune_code,
    )


def _write_parties(dossier: Dossier, people: dict[PartyGiven, int]) -> None:
    Party.objects.bulk_create(
        Party(
            dossier=dossier,
            role=party.role,
            applicant_id=applicant_id,
            full_name=party.full_name,
            identity_number=party.identity_number,
            phone=party.phone,
            email=party.email,
            address=party.address,
            authority=party.authority,
        )
        for party, applicant_id in people.items()
    )


def _write_papers(dossier: Dossier, papers: Sequence[PaperGiven], now: datetime) -> None:
    PaperItem.objects.bulk_create(
        PaperItem(
            dossier=dossier,
            required_paper_id=paper.required_paper_id,
            name=paper.name,
            originals=paper.originals,
            copies=paper.copies,
            state=paper.state,
            note=paper.note,
            received_at=now if paper.state == PaperState.RECEIVED else None,
        )
        for paper in papers
    )
