"""The writers of this room: issue and print a form, bring a result from draft to issue."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import transaction

from motcua.casework.documents.attesting import attested
from motcua.casework.documents.events import FormPrinted
from motcua.casework.documents.models import FormIssue, PaperItem, Result
from motcua.casework.documents.queries import draw
from motcua.casework.documents.render import Rendered, template_version
from motcua.casework.documents.rules.forms import Receipt, receipt_number
from motcua.casework.documents.rules.house_papers import FeeReceipt, NoticeSheet, ResultDocument
from motcua.casework.documents.rules.packs import FormKind, pack_on
from motcua.casework.documents.rules.papers import (
    ELECTRONIC,
    MAKING,
    Medium,
    PaperState,
    ResultState,
    Signing,
)
from motcua.casework.documents.rules.pieces import Sheet, as_payload
from motcua.casework.documents.rules.preconditions import CannotIssue, Form, lacks
from motcua.casework.dossiers.numbers import next_number
from motcua.foundation.journal.actions import record
from motcua.foundation.journal.rules import Actor
from motcua.kit.clock import VIETNAM


class CannotMoveResult(Exception):
    """The result is not in the state this step starts from."""

    def __init__(self, state: ResultState, wanted: ResultState) -> None:
        super().__init__(f"{state} -> {wanted}")
        self.state = state
        self.wanted = wanted


@dataclass(frozen=True)
class Issuing:
    """Where a result is issued, of which procedure, by whom; why on paper, where it is."""

    unit_id: int
    procedure_id: int
    officer_id: int | None = None
    why_on_paper: str = ""


def issue_form(
    kind: FormKind, dossier_id: int | None, form: Form, *, by: Actor, now: datetime
) -> FormIssue:
    """Store a form's data under the pack of the day; nothing is rendered here.

    A form without a number takes the next of its unit's yearly series `n/HDHS` (a receipt: that of
    its dossier code), so call this late in the act. The act that calls records it.
    Raises CannotIssue, NoSuchForm.
    """
    issue = drawn_up(kind, dossier_id, form, by=by, now=now)
    issue.save()
    return issue


def drawn_up(
    kind: FormKind, dossier_id: int | None, form: Form, *, by: Actor, now: datetime
) -> FormIssue:
    """Return a form as `issue_form` stores it, for the act to write. Raises as it."""
    missing = lacks(form)
    if missing or kind is not form.kind:
        raise CannotIssue(kind, missing)
    pack = pack_on(now.astimezone(VIETNAM).date())
    numbered = _numbered(form, pack.row(kind).symbol, now)
    return FormIssue(
        kind=kind,
        pack=pack.key,
        dossier_id=dossier_id,
        number=numbered.head.number,
        data=as_payload(_on_its_sheet(numbered)),
        verify_url=verify_url(numbered),
        template_version=template_version(),
        issued_at=now,
        issued_by=by.label,
    )


def _numbered(form: Form, symbol: str, now: datetime) -> Form:
    if form.head.number or not symbol:
        return form
    if isinstance(form, Receipt):
        number = receipt_number(form.dossier_code, symbol)
    else:
        series = f"form:{symbol}:{form.head.unit_code}:{now.astimezone(VIETNAM).year}"
        number = f"{next_number(series)}/{symbol}"
    return replace(form, head=replace(form.head, number=number))


def _on_its_sheet(form: Form) -> Form:
    if isinstance(form, Receipt | FeeReceipt) and form.sheet is None:
        return replace(form, sheet=Sheet(settings.MOTCUA_RECEIPT_SHEET))
    return form


def verify_url(form: Form) -> str:
    """Return the public address a form's QR leads to.

    The receipt's carries its look-up key, and behind `#` the proof that it is ours.
    """
    base = settings.MOTCUA_PUBLIC_URL.rstrip("/")
    if isinstance(form, NoticeSheet):
        return f"{base}/procedures/{quote(form.code)}/"
    code = getattr(form, "dossier_code", "")
    if not code:
        return f"{base}/track/"
    if check := getattr(form, "check_code", ""):
        return f"{base}/verify/?{urlencode({'code': code, 'check': check})}"
    key = getattr(form, "look_up_key", "")
    address = f"{base}/track/?{urlencode({'code': code} | ({'key': key} if key else {}))}"
    if isinstance(form, Receipt):
        return attested(address, code, form.received_at, form.due_at)
    return address


@transaction.atomic
def print_form(issue_id: int, *, by: Actor, now: datetime, unit_id: int | None = None) -> Rendered:
    """Render a form for paper: the first time the original, then "bản sao 1", "bản sao 2" …

    Every print is counted and recorded. Rendering takes milliseconds, so the row is locked for
    that long and two printers never make the same copy. Raises FormIssue.DoesNotExist.
    """
    issue = FormIssue.objects.select_for_update().get(pk=issue_id)
    copy_number = issue.copies_printed
    rendered = draw(issue, copy_number)
    issue.copies_printed += 1
    if copy_number == 0:
        issue.sha256, issue.template_version = rendered.sha256, rendered.template_version
    issue.save(update_fields=["copies_printed", "sha256", "template_version"])
    record(_printed(issue, copy_number, rendered), by=by, at=now, unit_id=unit_id)
    return rendered


def _printed(issue: FormIssue, copy_number: int, rendered: Rendered) -> FormPrinted:
    return FormPrinted(
        form_id=issue.pk,
        dossier_id=issue.dossier_id,
        form=issue.kind,
        number=issue.number,
        copy_number=copy_number,
        sha256=rendered.sha256,
        template_version=rendered.template_version,
    )


def draft_result(
    dossier_id: int, *, kind_code: str, title: str, body: Mapping[str, Any], now: datetime
) -> Result:
    """Write or rewrite the draft of a result; rewriting an approved one takes the approval away.

    Raises CannotMoveResult once it is issued.
    """
    result = _result_in_force(dossier_id)
    if result.state not in MAKING:
        raise CannotMoveResult(ResultState(result.state), ResultState.DRAFT)
    result.kind_code, result.title, result.body = kind_code, title, dict(body)
    result.state, result.drafted_at = ResultState.DRAFT, now
    result.signer_label, result.approved_at = "", None
    result.file, result.signing, result.spots = None, Signing.PAPER, {}
    result.save()
    return result


def approve_result(dossier_id: int, *, signer_label: str, now: datetime) -> Result:
    """Approve the drafted result of a dossier. Raises CannotMoveResult when there is none."""
    result = _result_in_force(dossier_id)
    if result.pk is None or result.state != ResultState.DRAFT:
        raise CannotMoveResult(ResultState(result.state), ResultState.APPROVED)
    result.state, result.signer_label, result.approved_at = ResultState.APPROVED, signer_label, now
    result.save()
    return result


def issue_result(
    issuing: Issuing,
    dossier_id: int,
    document: ResultDocument,
    *,
    kind_code: str,
    by: Actor,
    now: datetime,
) -> Result:
    """Issue the result of a decided dossier as the numbered `document`, drafted before or not.

    One that no leader signed digitally lies in the folder as a paper that waits to be scanned.
    `document.head.number` is the whole label, `12/GPXD`. Raises CannotMoveResult, CannotIssue.
    Basis: Decree 30/2020/NĐ-CP, annex I (mem-hi)
    """
    result = _result_in_force(dossier_id)
    if result.state not in MAKING:
        raise CannotMoveResult(ResultState(result.state), ResultState.ISSUED)
    result.kind_code = kind_code
    return issued(result, issuing, document, by=by, now=now)


def issued(
    result: Result, issuing: Issuing, document: ResultDocument, *, by: Actor, now: datetime
) -> Result:
    """Bring a locked result in the making into force; another one in force fails."""
    if result.signing == Signing.DRAWN:
        result.file, result.signing, result.spots = None, Signing.PAPER, {}
    result.form = issue_form(FormKind.RESULT, result.dossier_id, document, by=by, now=now)
    result.title, result.number = document.title, result.form.number
    result.symbol = result.number.partition("/")[2]
    result.signer_label = result.signer_label or document.signer.name
    result.drafted_at, result.approved_at = result.drafted_at or now, result.approved_at or now
    result.state, result.issued_at = ResultState.ISSUED, now
    result.unit_id, result.procedure_id = issuing.unit_id, issuing.procedure_id
    result.officer_id = issuing.officer_id
    is_signed = result.signing in ELECTRONIC
    result.medium = Medium.SIGNED if is_signed else Medium.PAPER
    result.why_on_paper = "" if is_signed else issuing.why_on_paper
    result.save()
    if not is_signed:
        PaperItem.objects.create(
            dossier_id=result.dossier_id, result=result, name=result.title, state=PaperState.ISSUED
        )
    return result


def revoke_result(dossier_id: int, *, reason: str, now: datetime) -> Result:
    """Revoke the issued result; its number stays used. Raises CannotMoveResult."""
    result = _result_in_force(dossier_id)
    if result.state != ResultState.ISSUED:
        raise CannotMoveResult(ResultState(result.state), ResultState.REVOKED)
    result.state, result.revoke_reason, result.revoked_at = ResultState.REVOKED, reason, now
    result.save()
    return result


def _result_in_force(dossier_id: int) -> Result:
    """Return the locked result in force, or a new draft not yet saved."""
    in_force = Result.objects.select_for_update(of=("self",)).standing()
    found = in_force.filter(dossier_id=dossier_id).first()
    return found or Result(dossier_id=dossier_id, state=ResultState.DRAFT)
