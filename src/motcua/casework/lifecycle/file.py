"""The dossier row made of what was handed in."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.db.models import ProtectedError

from motcua.casework.documents.models import PaperItem
from motcua.casework.documents.rules.papers import PaperState
from motcua.casework.dossiers.models import Dossier, Party, SupplementItem, SupplementRequest
from motcua.casework.dossiers.names import NameKeys
from motcua.casework.dossiers.numbers import code_taken
from motcua.casework.dossiers.rules import State
from motcua.casework.lifecycle.filing import CannotFile, Filing, PaperGiven, PartyGiven
from motcua.casework.lifecycle.lengths import check_given
from motcua.foundation.rows import Sheet
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
BROUGHT = ("name", "originals", "copies", "state", "note", "digital", "received_at")
"""What it changes in a paper that lay in the folder before."""
Begin = Callable[[Dossier], None]


@dataclass(frozen=True)
class Filed:
    """A dossier and its papers, on a sheet and not yet written."""

    dossier: Dossier
    papers: Sequence[PaperItem]


def file(filing: Filing, *, state: State, now: datetime, begin: Begin | None = None) -> Dossier:
    """Write the dossier under its code, with its parties and papers.

    Raises `CannotFile`. Two statements; `begin` as in `file_on`.
    """
    sheet = Sheet()
    filed = file_on(sheet, filing, state=state, now=now, begin=begin)
    sheet.write()
    return filed.dossier


def file_on(
    sheet: Sheet, filing: Filing, *, state: State, now: datetime, begin: Begin | None = None
) -> Filed:
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
    papers = _papers(dossier, filing.papers, now)
    sheet.insert([dossier], _parties(dossier, people), papers)
    sheet.also(*NameKeys(dossier.owner_written, dossier.owner_search).known())
    return Filed(dossier, papers)


def complete_filing(sheet: Sheet, dossier: Dossier, filing: Filing, *, now: datetime) -> Filed:
    """Put what was brought now into the folder of a dossier filed before, on the sheet.

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
    sheet.change(dossier, *COMPLETED)
    papers = _papers_again(sheet, dossier, filing.papers, now)
    asked = SupplementRequest.objects.filter(dossier=dossier, answered_at__isnull=True)
    SupplementItem.objects.filter(request__in=asked).update(is_brought=True)
    asked.update(answered_at=now)
    return Filed(dossier, papers)


def _papers_again(
    sheet: Sheet, dossier: Dossier, given: Sequence[PaperGiven], now: datetime
) -> list[PaperItem]:
    """The papers as they lie there now: one that was scanned meanwhile keeps its pages and file."""
    before = {item.required_paper_id: item for item in PaperItem.objects.filter(dossier=dossier)}
    papers = _papers(dossier, given, now)
    for paper in papers:
        if known := before.pop(paper.required_paper_id, None):
            paper.pk, paper.digital = known.pk, known.digital
            sheet.change(paper, *BROUGHT)
    sheet.insert([paper for paper in papers if paper.pk is None])
    for item in before.values():  # off the list now: what was scanned of it is not thrown away
        with suppress(ProtectedError):
            item.delete()
    return papers


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
            received_at=now if paper.state == PaperState.RECEIVED else None,
        )
        for paper in papers
    ]
