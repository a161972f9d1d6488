"""Readers: the station of one dossier, the tray of a unit, a picture; frozen rows.

Whoever asks for a dossier has already been let in to it; trays and stacks are of own units.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery

from motcua.casework.documents.models import PaperFile, PaperItem
from motcua.casework.documents.rules.papers import DigitalState, PaperState
from motcua.casework.dossiers.models import Party
from motcua.casework.scanning.actions.certifying import to_certify
from motcua.casework.scanning.models import Page, Stack
from motcua.casework.scanning.rules import (
    ENDED,
    Leaf,
    PageState,
    Pile,
    StackState,
    is_receipt,
    piles,
)
from motcua.casework.signing.models import Report
from motcua.casework.signing.rules.verdicts import Verdict, from_report
from motcua.casework.vault.certifying import Scan
from motcua.engine.pages.codes import Code
from motcua.engine.pages.fields import Field, FieldKind, Mismatch, fields_in, mismatches
from motcua.engine.pages.kinds import Wanted
from motcua.engine.pages.quality import Fault
from motcua.registers.organisation.rules import Acting

TRAY_PAGES = 60
_HERE = (PaperState.RECEIVED, PaperState.RETURNED, PaperState.ISSUED)


@dataclass(frozen=True)
class PageRow:
    """A page as the station shows it."""

    id: int
    place: int
    stack_id: int
    state: PageState
    faults: tuple[Fault, ...]
    confidence: float
    code: str
    why_not_read: str
    version: str


@dataclass(frozen=True)
class PaperAtStation:
    """A paper of the folder with its pages, its file, and where it differs from what was typed."""

    id: int
    number: int
    name: str
    digital: DigitalState
    pages: tuple[PageRow, ...]
    file_id: int | None
    mismatches: tuple[Mismatch, ...]
    is_result: bool = False
    file: str = ""
    verdict: Verdict | None = None
    most_pages: int | None = None
    most_mb: int | None = None


@dataclass(frozen=True)
class StackRow:
    """A stack and how far the machine is with it; a page ended when no more is done with it."""

    id: int
    name: str
    state: StackState
    pages: int
    ended: int
    officer: str
    taken_at: datetime

    @property
    def is_under_way(self) -> bool:
        """Tell whether the machine still works on it."""
        return self.state in (StackState.OPENING, StackState.READING)


@dataclass(frozen=True)
class Station:
    """Everything of one dossier at the scan station."""

    piles: tuple[Pile, ...]
    pages: dict[int, PageRow]
    papers: tuple[PaperAtStation, ...]
    left_out: tuple[PageRow, ...]
    stacks: tuple[StackRow, ...]
    to_certify: tuple[Scan, ...] = ()


def station_of(dossier_id: int, code: str) -> Station:
    """Return the station of a dossier whose code is `code`; seven statements."""
    pages = list(Page.objects.filter(dossier_id=dossier_id).order_by("stack", "place"))
    items = PaperItem.objects.filter(dossier_id=dossier_id, state__in=_HERE)
    papers = list(items.select_related("required_paper").order_by("id"))
    pending = [page for page in pages if page.paper_id is None and not page.is_left_out]
    open_papers = [paper for paper in papers if paper.digital == DigitalState.WAITING]
    return Station(
        piles=piles([_leaf(page, code) for page in pending], _wanted(open_papers)),
        pages={page.pk: _row(page) for page in pages},
        papers=_papers(dossier_id, papers, pages),
        left_out=tuple(_row(page) for page in pages if page.is_left_out),
        stacks=stacks_of(sorted({page.stack_id for page in pages})),
        to_certify=to_certify(dossier_id),
    )


def _wanted(papers: Sequence[PaperItem]) -> list[Wanted]:
    return [
        Wanted(one.pk, one.name, one.required_paper.form_code if one.required_paper else "")
        for one in papers
    ]


def _papers(
    dossier_id: int, papers: Sequence[PaperItem], pages: Sequence[Page]
) -> tuple[PaperAtStation, ...]:
    typed = _typed(dossier_id)
    found_on = Report.objects.filter(pk=OuterRef("blob")).values("verdict")[:1]
    rows = PaperFile.objects.filter(paper__in=papers, is_hidden=False).order_by("version")
    files = {row.paper_id: row for row in rows.annotate(verdict=Subquery(found_on))}
    found = []
    for number, paper in enumerate(papers, start=1):
        own = [page for page in pages if page.paper_id == paper.pk]
        rule = paper.required_paper
        found.append(
            PaperAtStation(
                paper.pk,
                number,
                paper.name,
                DigitalState(paper.digital),
                tuple(map(_row, own)),
                files[paper.pk].pk if paper.pk in files else None,
                () if paper.result_id else mismatches(_fields(own), typed),
                paper.result_id is not None,
                *_found_about(files.get(paper.pk)),
                *((rule.most_pages, rule.most_mb) if rule else ()),
            )
        )
    return tuple(found)


def _found_about(file: Any) -> tuple[str, Verdict | None]:
    """Return the file's name and the verdict on it, where one was kept."""
    if file is None:
        return "", None
    return file.blob_id, from_report(file.verdict) if file.verdict else None


def _fields(pages: Sequence[Page]) -> tuple[Field, ...]:
    codes = [code for page in pages for code in _codes(page)]
    return fields_in("\n".join(page.text for page in pages), codes)


def _typed(dossier_id: int) -> list[tuple[FieldKind, str]]:
    """What was typed at reception, of every party."""
    rows = Party.objects.filter(dossier_id=dossier_id).select_related("applicant").order_by("id")
    found = []
    for party in rows:
        found.append((FieldKind.FULL_NAME, party.full_name))
        found.append((FieldKind.PERSONAL_NUMBER, party.identity_number))
        if party.applicant and party.applicant.birth_on:
            found.append((FieldKind.BIRTH_ON, party.applicant.birth_on.isoformat()))
    return found


def _leaf(page: Page, code: str) -> Leaf:
    return Leaf(
        page.pk,
        page.text,
        is_read=page.state in ENDED,
        is_blank=Fault.BLANK in page.faults,
        is_separator=bool(code) and page.code == code and is_receipt(_codes(page)),
    )


def _codes(page: Page) -> list[Code]:
    return [Code(**code) for code in page.codes]


def _row(page: Page) -> PageRow:
    return PageRow(
        page.pk,
        page.place + 1,
        page.stack_id,
        PageState(page.state),
        tuple(Fault(word) for word in page.faults),
        page.confidence,
        page.code,
        page.why_not_read,
        str(page.picture_id)[:8],
    )


def stacks_of(stack_ids: Sequence[int]) -> tuple[StackRow, ...]:
    """Return stacks with their progress, newest first; one statement."""
    return _stack_rows(Q(pk__in=stack_ids))


def stacks_here(by: Acting, most: int = 20) -> tuple[StackRow, ...]:
    """Return the newest stacks of the officer's units; one statement."""
    newest = Stack.objects.filter(unit_id__in=by.unit_ids).order_by("-pk")[:most]
    return _stack_rows(Q(pk__in=list(newest.values_list("pk", flat=True))))


def _stack_rows(which: Q) -> tuple[StackRow, ...]:
    ended = Count("pages", filter=Q(pages__state__in=ENDED))
    rows = Stack.objects.filter(which).annotate(ended=ended).order_by("-pk")
    return tuple(
        StackRow(
            row.pk, row.name, StackState(row.state), row.page_count, row.ended, row.officer,
            row.taken_at,
        )
        for row in rows
    )  # fmt: skip


def tray_of(by: Acting) -> tuple[PageRow, ...]:
    """Return pages of the officer's units that belong to no dossier yet; one statement."""
    pages = Page.objects.filter(
        stack__unit_id__in=by.unit_ids, dossier__isnull=True, is_left_out=False
    ).exclude(state=PageState.WAITING)
    return tuple(map(_row, pages.defer("text").order_by("stack", "place")[:TRAY_PAGES]))


@dataclass(frozen=True)
class Picture:
    """Where a page's picture lies, and who may see it: its dossier, or the unit of its stack."""

    sha256: str
    dossier_id: int | None
    unit_id: int


def picture_of(page_id: int, *, is_small: bool) -> Picture | None:
    """Return the picture or thumbnail of a page, None before there is one."""
    column = "thumbnail_id" if is_small else "picture_id"
    row = Page.objects.filter(pk=page_id).values_list(column, "dossier_id", "stack__unit_id")
    found = row.first()
    return Picture(*found) if found and found[0] else None


def file_of(file_id: int) -> tuple[str, str, int] | None:
    """Return (hash, name, dossier id) of a paper's file, None for no such."""
    row = PaperFile.objects.filter(pk=file_id)
    return row.values_list("blob_id", "name", "paper__dossier_id").first()
