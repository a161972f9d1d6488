"""The official forms 01-07, field by field, as frozen values.

Texts are Vietnamese as they shall be printed; instants are aware; empty text means "none".

Basis: Circular 01/2018/TT-VPCP, annex; Circular 03/2025/TT-VPCP, annex I
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from motcua.casework.documents.rules.packs import FormKind
from motcua.casework.documents.rules.pieces import Letterhead, Party, Sheet, Signer


@dataclass(frozen=True)
class FiledPaper:
    """One line of the receipt: the paper, how it was filed (original, copy), how many."""

    name: str
    kind: str
    quantity: str


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """Form 01. `due_at` None: the law sets no limit; `sheet` None: as `MOTCUA_RECEIPT_SHEET`."""

    kind: ClassVar = FormKind.RECEIPT
    head: Letterhead
    dossier_code: str
    filer: Party
    request: str
    settling_unit: str
    papers: tuple[FiledPaper, ...]
    sets: int
    limit_text: str
    received_at: datetime
    due_at: datetime | None
    return_place: str
    filed_by: str
    received_by: str
    procedure_code: str = ""
    owner_name: str = ""
    register_book: str = ""
    register_serial: str = ""
    fees_text: str = ""
    notes: str = ""
    look_up_key: str = ""
    sheet: Sheet | None = None


def receipt_number(dossier_code: str, symbol: str) -> str:
    """Return the receipt's number: day and serial of its dossier, `260922-0047/TNHS`."""
    return f"{dossier_code.partition('-')[2] or dossier_code}/{symbol}"


@dataclass(frozen=True, kw_only=True)
class SupplementRequest:
    """Form 02. `stage_text` says when it is asked: before reception, or in appraisal."""

    kind: ClassVar = FormKind.SUPPLEMENT_REQUEST
    head: Letterhead
    applicant: Party
    request: str
    stage_text: str
    items: tuple[str, ...]
    reason: str
    legal_basis: str
    contact_name: str
    contact_phone: str
    signer: Signer
    answer_by: datetime | None = None
    dossier_code: str = ""


@dataclass(frozen=True, kw_only=True)
class RefusalNotice:
    """Form 03. `guidance` tells what to do next, where there is something to do."""

    kind: ClassVar = FormKind.REFUSAL_NOTICE
    head: Letterhead
    applicant: Party
    request: str
    reasons: tuple[str, ...]
    legal_basis: str
    filed_by: str
    signer: Signer
    guidance: str = ""
    dossier_code: str = ""


@dataclass(frozen=True, kw_only=True)
class ApologyLetter:
    """Form 04. `due_history` tells every earlier change of the promised instant."""

    kind: ClassVar = FormKind.APOLOGY_LETTER
    head: Letterhead
    applicant: Party
    dossier_code: str
    request: str
    settling_unit: str
    received_at: datetime
    original_due_at: datetime
    new_due_at: datetime
    reason: str
    signer: Signer
    extensions_before: int = 0
    due_history: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StopNotice:
    """Form 05 of 2025. `decision` is the decision or article that stops the settlement."""

    kind: ClassVar = FormKind.STOP_NOTICE
    head: Letterhead
    applicant: Party
    dossier_code: str
    request: str
    received_at: datetime
    stopped_at: datetime
    stage_text: str
    stop_request: str
    decision: str
    reason: str
    finances: str
    papers_returned: str
    signer: Signer
    has_decided_result: bool = False


@dataclass(frozen=True)
class ControlSlipRow:
    """One hand-over as the journal tells it; `result` is early, on time or overdue in words."""

    giver: str
    receiver: str
    at: datetime
    result: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ControlSlip:
    """Form 05 of 2018, 06 of 2025; rows in the order of the journal."""

    kind: ClassVar = FormKind.CONTROL_SLIP
    head: Letterhead
    dossier_code: str
    request: str
    settling_unit: str
    coordinating_units: tuple[str, ...]
    received_at: datetime
    due_at: datetime | None
    rows: tuple[ControlSlipRow, ...]


@dataclass(frozen=True, kw_only=True)
class RegisterRow:
    """One dossier of the register; instants that have not come are None."""

    serial: int
    dossier_code: str
    procedure: str
    sets: int
    applicant: str
    address: str
    phone: str
    lead_unit: str
    received_at: datetime
    due_at: datetime | None = None
    sent_at: datetime | None = None
    result_received_at: datetime | None = None
    returned_at: datetime | None = None
    return_method: str = ""
    signed_by: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Register:
    """Form 06 of 2018, 07 of 2025: the dossiers of a period; `source` says where they come from."""

    kind: ClassVar = FormKind.REGISTER
    head: Letterhead
    period_from: date
    period_to: date
    source: str
    rows: tuple[RegisterRow, ...]
    kept_by: str
    signer: Signer
