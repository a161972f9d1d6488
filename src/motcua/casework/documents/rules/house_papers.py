"""The papers of the trade that no pack of forms prescribes, as frozen values."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from motcua.casework.documents.rules.packs import FormKind
from motcua.casework.documents.rules.pieces import Letterhead, Party, Sheet, Signer


@dataclass(frozen=True)
class FeeLine:
    """One amount of a fee receipt: name, kind (fee or charge, in words), amount, legal source."""

    name: str
    kind: str
    amount_vnd: int
    legal_source: str


@dataclass(frozen=True, kw_only=True)
class FeeReceipt:
    """Receipt for money; its number (`head.number`) comes from the gap-free book of the desk.

    Basis: Law 97/2015/QH13 (mem-hi)
    """

    kind: ClassVar = FormKind.FEE_RECEIPT
    head: Letterhead
    dossier_code: str
    request: str
    book: str
    payer: Party
    lines: tuple[FeeLine, ...]
    total_vnd: int
    total_in_words: str
    paid_at: datetime
    cashier: str
    method: str = "Tiền mặt"
    part: str = "giao cho người nộp tiền"
    cancelled_note: str = ""
    sheet: Sheet | None = None


@dataclass(frozen=True)
class HandoverRow:
    """One dossier of a hand-over list."""

    dossier_code: str
    procedure: str
    applicant: str
    paper_count: int
    due_at: datetime | None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class HandoverList:
    """Dossiers that one place hands to another; both sides sign."""

    kind: ClassVar = FormKind.HANDOVER_LIST
    head: Letterhead
    from_unit: str
    to_unit: str
    handed_at: datetime
    rows: tuple[HandoverRow, ...]
    giver: str
    receiver: str = ""


@dataclass(frozen=True)
class ResultPart:
    """A passage of a result: text (a line each), and label-value rows."""

    text: str = ""
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class ResultDocument:
    """A result laid out as an official document; `head.number` carries number and symbol.

    Basis: Decree 30/2020/NĐ-CP, annex I (mem-hi)
    """

    kind: ClassVar = FormKind.RESULT
    head: Letterhead
    dossier_code: str
    title: str
    signer: Signer
    abstract: str = ""
    authority: str = ""
    bases: tuple[str, ...] = ()
    decides: str = ""
    parts: tuple[ResultPart, ...] = ()
    recipients: tuple[str, ...] = ()
    is_digitally_signed: bool = False
    check_code: str = ""


@dataclass(frozen=True)
class NoticePaper:
    """One required paper as the notice board tells it."""

    name: str
    originals: int
    copies: int
    form_code: str = ""
    condition: str = ""


@dataclass(frozen=True, kw_only=True)
class NoticeSheet:
    """The public sheet of one procedure version, two A4 pages at most.

    Basis: Decree 63/2010/NĐ-CP as amended by 92/2017/NĐ-CP (mem-mid)
    """

    kind: ClassVar = FormKind.NOTICE_SHEET
    head: Letterhead
    code: str
    name: str
    field: str
    announcement: str
    filing_place: str
    competent_unit: str
    office_hours: str
    phone: str
    results: tuple[str, ...]
    papers: tuple[NoticePaper, ...]
    limits: tuple[str, ...]
    fees: tuple[str, ...]
    steps: tuple[str, ...]
    legal_bases: tuple[str, ...]
    sets: int = 1
    applicants: str = ""
    conditions: str = ""


@dataclass(frozen=True, kw_only=True)
class OpinionSheet:
    """What a specialist, or an agency that was asked, thinks; for its writer to sign.

    Basis: Decree 61/2018/NĐ-CP, art. 19 (appraisal, report on record; mem-mid)
    """

    kind: ClassVar = FormKind.OPINION_SHEET
    head: Letterhead
    dossier_code: str
    owner: str
    request: str
    step: str
    said_at: datetime
    opinion: str
    signer: Signer
    verdict: str = ""
    question: str = ""
