"""When a form may be issued: what each must carry before it is given a number."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from motcua.casework.documents.rules.forms import (
    ApologyLetter,
    ControlSlip,
    Receipt,
    RefusalNotice,
    Register,
    StopNotice,
    SupplementRequest,
)
from motcua.casework.documents.rules.house_papers import (
    FeeReceipt,
    HandoverList,
    NoticeSheet,
    OpinionSheet,
    ResultDocument,
)
from motcua.casework.documents.rules.packs import FormKind
from motcua.kit.clock import VIETNAM

Form = (
    Receipt
    | SupplementRequest
    | RefusalNotice
    | ApologyLetter
    | StopNotice
    | ControlSlip
    | Register
    | FeeReceipt
    | HandoverList
    | ResultDocument
    | NoticeSheet
    | OpinionSheet
)
# "E1042", "HTTP 500", "ERR_TIMEOUT": words of a machine, not a reason in law.
_MACHINE_WORDS = re.compile(
    r"[\W\d]*|(HTTP|ERR|ERROR|E|EXCEPTION)[\W_]*[A-Z_\d.:-]*", re.IGNORECASE
)


class Lack(StrEnum):
    """What a form lacks; the door writes the sentence."""

    DOSSIER_CODE = "dossier_code"
    RECEPTION = "reception"
    DUE_AFTER_RECEPTION = "due_after_reception"
    ITEMS = "items"
    REASON = "reason"
    LEGAL_BASIS = "legal_basis"
    STAGE = "stage"
    SIGNER = "signer"
    NEW_DUE = "new_due"
    SECOND_EXTENSION = "second_extension"
    STOP_REQUEST = "stop_request"
    DECISION = "decision"
    FINANCES = "finances"
    RESULT_ALREADY_DECIDED = "result_already_decided"
    HISTORY = "history"
    PERIOD = "period"
    SOURCE = "source"
    TOTAL = "total"
    NUMBER = "number"


class CannotIssue(Exception):
    """The form would not say what the law wants it to say; nothing was written."""

    def __init__(self, kind: FormKind, missing: tuple[Lack, ...]) -> None:
        super().__init__(f"{kind}: {', '.join(missing)}")
        self.kind = kind
        self.missing = missing


@dataclass(frozen=True)
class _Need:
    met: bool
    lack: Lack


def lacks(form: Form) -> tuple[Lack, ...]:
    """Return what `form` lacks before it may be issued, empty when it may.

    Basis: Circular 03/2025/TT-VPCP, annex I; Decree 61/2018/NĐ-CP, art. 17-19 (mem-mid)
    """
    return tuple(need.lack for need in _needs(form) if not need.met)


def _needs(form: Form) -> Iterable[_Need]:
    match form:
        case Receipt():
            return _of_receipt(form)
        case SupplementRequest():
            return _of_supplement_request(form)
        case RefusalNotice():
            return _of_refusal(form)
        case ApologyLetter():
            return _of_apology(form)
        case StopNotice():
            return _of_stop(form)
        case ControlSlip() | Register():
            return _of_history(form)
        case FeeReceipt() | ResultDocument():
            return _of_house_paper(form)
    return ()


def _of_receipt(form: Receipt) -> Iterable[_Need]:
    return (
        _Need(bool(form.dossier_code), Lack.DOSSIER_CODE),
        _Need(form.received_at <= form.head.issued_at, Lack.RECEPTION),
        _Need(form.due_at is None or form.due_at >= form.received_at, Lack.DUE_AFTER_RECEPTION),
    )


def _of_supplement_request(form: SupplementRequest) -> Iterable[_Need]:
    return (
        _Need(bool(form.items) and all(map(is_reason, form.items)), Lack.ITEMS),
        _Need(is_reason(form.reason), Lack.REASON),
        _Need(bool(form.legal_basis.strip()), Lack.LEGAL_BASIS),
        _Need(bool(form.stage_text.strip()), Lack.STAGE),
        _Need(bool(form.signer.name.strip()), Lack.SIGNER),
    )


def _of_refusal(form: RefusalNotice) -> Iterable[_Need]:
    return (
        _Need(bool(form.reasons) and all(map(is_reason, form.reasons)), Lack.REASON),
        _Need(bool(form.signer.name.strip()), Lack.SIGNER),
    )


def _of_apology(form: ApologyLetter) -> Iterable[_Need]:
    return (
        _Need(bool(form.dossier_code), Lack.DOSSIER_CODE),
        _Need(is_reason(form.reason), Lack.REASON),
        _Need(form.new_due_at > form.original_due_at, Lack.NEW_DUE),
        _Need(form.extensions_before == 0, Lack.SECOND_EXTENSION),
        _Need(bool(form.signer.name.strip()), Lack.SIGNER),
    )


def _of_stop(form: StopNotice) -> Iterable[_Need]:
    return (
        _Need(bool(form.dossier_code), Lack.DOSSIER_CODE),
        _Need(not form.has_decided_result, Lack.RESULT_ALREADY_DECIDED),
        _Need(bool(form.stop_request.strip()), Lack.STOP_REQUEST),
        _Need(bool(form.stage_text.strip()), Lack.STAGE),
        _Need(bool(form.decision.strip()), Lack.DECISION),
        _Need(is_reason(form.reason), Lack.REASON),
        _Need(bool(form.finances.strip()), Lack.FINANCES),
        _Need(bool(form.signer.name.strip()), Lack.SIGNER),
    )


def _of_history(form: ControlSlip | Register) -> Iterable[_Need]:
    """History is printed as it happened: in order, inside its period, with its source."""
    if isinstance(form, ControlSlip):
        instants = [row.at for row in form.rows]
        return (_Need(instants == sorted(instants), Lack.HISTORY),)
    days = [row.received_at.astimezone(VIETNAM).date() for row in form.rows]
    inside = all(form.period_from <= day <= form.period_to for day in days)
    return (
        _Need(form.period_from <= form.period_to and inside, Lack.PERIOD),
        _Need(bool(form.source.strip()), Lack.SOURCE),
    )


def _of_house_paper(form: FeeReceipt | ResultDocument) -> Iterable[_Need]:
    numbered = _Need(bool(form.head.number), Lack.NUMBER)
    if isinstance(form, FeeReceipt):
        total = sum(line.amount_vnd for line in form.lines)
        return (numbered, _Need(total == form.total_vnd, Lack.TOTAL))
    return (numbered, _Need(bool(form.signer.name.strip()), Lack.SIGNER))


def is_reason(text: str) -> bool:
    """Tell whether `text` is a reason a person can read, not blank and not an error code."""
    return _MACHINE_WORDS.fullmatch(text.strip()) is None
