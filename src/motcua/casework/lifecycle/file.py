"""The dossier row made of what was handed in."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from motcua.casework.documents.models import PaperItem
from motcua.casework.documents.rules.papers import DigitalState, PaperState
from motcua.casework.dossiers.models import Dossier, Party, SupplementItem, SupplementRequest
from motcua.casework.dossiers.names import NameKeys
from motcua.casework.dossiers.numbers import code_taken
from motcua.casework.dossiers.rules import State
from motcua.casework.lifecycle.filing import CannotFile, Filing, PaperGiven, PartyGiven
from motcua.casework.lifecycle.lengths import check_given
from motcua.foundation.rows import Sheet, insert_together
from motcua.kit.ids import look_up_key
from motcua.kit.phone import phone
from motcua.registers.people.actions import remember_applicants
from motcua.registers.people.rules import ApplicantFacts

MOST = 999
"""Copies or sets of one dossier; more is a slip of the hand."""
COMPLETED = (
    "version", "case", "return_unit", "return_method", "is_on_the_spot", "state", "received_at",
    "limit_unit", "limit_amount", "limit_mode", "limit_cut_off", "due_at", "original_due_at",
    "is_provisional", "calendar_version", "financial_state",
)  # fmt: skip
"""What the reception of a dossier filed before changes in its row."""
Begin = Callable[[Dossier], None]


def file(filing: Filing, *, state: State, now: datetime, begin: Begin | None = None) -> Dossier:
    """Write the dossier under its code, with its parties and papers.

    Raises `CannotFile`. Two statements; `begin` as in `file_on`.
    """
    sheet = Sheet()
    dossier = file_on(sheet, filing, state=state, now=now, begin=begin)
    sheet.write()
    return dossier


def file_on(
    sheet: Sheet, filing: Filing, *, state: State, now: datetime, begin: Begin | None = None
) -> Dossier:
    """Put the dossier with its parties and papers on the sheet; its code is taken when written.

    `begin` sets what reception adds (limit and promise). Raises `CannotFile`.
    """
    _check(filing, now)
    known = remember_applicants([_facts(party) for party in filing.parties], now=now)
    people = dict(zip(filing.parties, known, strict=True))
    dossier = _dossier(filing, state, people[filing.owner()], now)
    if begin is not None:
        begin(dossier)
    sheet.take(code_taken(dossier, unit_code=filing.competent_unit_code, at=now))
    sheet.insert([dossier], _parties(dossier, people), _papers(dossier, filing.papers, now))
    sheet.also(NameKeys(dossier.owner_written, dossier.owner_search).known())
    return dossier


def complete_filing(dossier: Dossier, filing: Filing, *, now: datetime) -> None:
    """Put what was brought now into the folder of a dossier filed before; it is not saved here.

    Raises `CannotFile("another_dossier")` when the desk or the deciding unit is another.
    """
    _check(filing, now)
    if (dossier.receiving_unit_id, dossier.competent_unit_id) != (
        filing.receiving_unit_id,
        filing.competent_unit_id,
    ):
        raise CannotFile("another_dossier")
    dossier.version_id, dossier.case_id = filing.version_id, filing.case_id
    dossier.return_unit_id, dossier.return_method = filing.return_unit_id, filing.return_method
    dossier.is_on_the_spot = filing.is_on_the_spot
    PaperItem.objects.filter(dossier=dossier).delete()
    insert_together(_papers(dossier, filing.papers, now))
    asked = SupplementRequest.objects.filter(dossier=dossier, answered_at__isnull=True)
    SupplementItem.objects.filter(request__in=asked).update(is_brought=True)
    asked.update(answered_at=now)


def _check(filing: Filing, now: datetime) -> None:
    """Refuse what no dossier can be made of, before anything is written."""
    roles = [party.role for party in filing.parties]
    if len(roles) != len(set(roles)):
        raise CannotFile("party_twice")
    if not (1 <= filing.quantity <= MOST and 1 <= filing.set_count <= MOST):
        raise CannotFile("bad_quantity", most=MOST)
    if filing.filed_at is not None and filing.filed_at > now:
        raise CannotFile("filed_later")
    check_given(filing, Dossier)
    for party in filing.parties:
        check_given(party, Party)
    for paper in filing.papers:
        check_given(paper, PaperItem)


def _dossier(filing: Filing, state: State, owner_id: int, now: datetime) -> Dossier:
    name = NameKeys.of(filing.owner().full_name)
    return Dossier(
        version_id=filing.version_id,
        case_id=filing.case_id,
        channel=filing.channel,
        receiving_unit_id=filing.receiving_unit_id,
        competent_unit_id=filing.competent_unit_id,
        return_unit_id=filing.return_unit_id,
        external_code=filing.external_code,
        state=state,
        owner_id=owner_id,
        owner_name=filing.owner().full_name,
        owner_written=name.written,
        owner_search=name.folded,
        phone_tail="".join(filter(str.isdigit, filing.filer().phone))[-4:],
        look_up_key=look_up_key(),
        abstract=filing.abstract,
        note=filing.note,
        set_count=filing.set_count,
        return_method=filing.return_method,
        is_on_the_spot=filing.is_on_the_spot,
        filed_at=filing.filed_at or now,
    )


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


def _parties(dossier: Dossier, people: Mapping[PartyGiven, int]) -> list[Party]:
    return [
        Party(
            dossier=dossier,
            role=party.role,
            applicant_id=applicant_id,
            full_name=party.full_name,
            identity_number=party.identity_number,
            phone=phone(party.phone) or party.phone,
            email=party.email,
            address=party.address,
            authority=party.authority,
        )
        for party, applicant_id in people.items()
    ]


def _papers(dossier: Dossier, papers: Sequence[PaperGiven], now: datetime) -> list[PaperItem]:
    return [
        PaperItem(
            dossier=dossier,
            required_paper_id=paper.required_paper_id,
            name=paper.name,
            originals=paper.originals,
            copies=paper.copies,
            state=paper.state,
            note=paper.note,
            digital=DigitalState.REUSED if paper.stored_id else DigitalState.WAITING,
            received_at=now if paper.state == PaperState.RECEIVED else None,
        )
        for paper in papers
    ]
