"""R4: the receipt as a sheet, its print, and every form that was given for a dossier."""

from datetime import datetime

import segno
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from motcua.casework.documents.actions import print_form
from motcua.casework.documents.queries import FormSheet, dossier_of_form, forms_of, sheet_of
from motcua.casework.documents.rules import FormKind
from motcua.casework.dossiers.rules import State
from motcua.casework.lifecycle.at_counter import CounterRow, by_code, code_of
from motcua.casework.lifecycle.on_the_spot import step_to_settle
from motcua.casework.lifecycle.queries import visible_to
from motcua.casework.scanning.permissions import may_scan
from motcua.doors.desk.acts.on_the_spot import SITTING
from motcua.doors.desk.naming import state_mark, state_name
from motcua.doors.desk.navigation import EVERYBODY, RETURN_DESK, address_of_dossier, nav
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.foundation.journal.actions import record_read
from motcua.kit import clock, dates


@require_safe
@officer_page(*EVERYBODY)
def receipt(request: OfficerRequest, code: str) -> HttpResponse:
    """Show what the applicant holds in hand."""
    row = found(request, code, "desk.receipt")
    sheet = sheet_of(row.dossier_id, FormKind.RECEIPT)
    shown = {
        "nav": nav(request.acting),
        "row": row,
        "state": state_name(row.state),
        "mark": state_mark(row.state),
        "settle_at": _sitting(request, row),
        "is_waiting": row.state in (State.TO_COMPLETE, State.AWAITING_SUPPLEMENT),
        "may_scan": may_scan(request.acting, row.receiving_unit_id, row.return_unit_id),
        "forms": forms_of(row.dossier_id),
        "sheet": sheet,
        "says": sheet.says if sheet else {},
        "due": _moment(sheet.says.get("due_at")) if sheet else "",
        "received": _moment(sheet.says.get("received_at")) if sheet else "",
        "qr": _qr(sheet) if sheet else "",
    }
    return render(request, "desk/receipt/page.html", shown)


def _sitting(request: OfficerRequest, row: CounterRow) -> str:
    """Return where this officer settles the dossier at once, "" when it is not for the sitting."""
    step = step_to_settle(row.dossier_id, request.acting) if row.is_on_the_spot else None
    there = reverse("desk:act", args=[row.dossier_id, SITTING.slug])
    return f"{there}?task={step}" if step else ""


@require_safe
@officer_page(*EVERYBODY)
def made(request: OfficerRequest, dossier_id: int) -> HttpResponseBase:
    """Lead a repeated request to what it made: the desk to the papers, others to the dossier."""
    code = code_of(request.acting, dossier_id)
    if code is None:
        raise Http404
    if request.acting.may(*RETURN_DESK):
        return redirect("desk:receipt", code=code)
    return redirect(address_of_dossier(code))


@require_POST
@officer_page(*EVERYBODY)
def print_out(request: OfficerRequest, form_id: int) -> HttpResponse:
    """Give a form as PDF: the original once, then "bản sao n"."""
    dossier_id = dossier_of_form(form_id)
    if dossier_id is None or not visible_to(request.acting).filter(pk=dossier_id).exists():
        raise Http404
    acting = request.acting
    printed = print_form(form_id, by=acting.actor, now=clock.now(), unit_id=acting.unit_id)
    headers = {"Content-Disposition": f'inline; filename="motcua-{form_id}.pdf"'}
    return HttpResponse(printed.pdf, content_type="application/pdf", headers=headers)


def found(request: OfficerRequest, code: str, purpose: str) -> CounterRow:
    """Return the dossier of an address and note that it was looked at; 404 when out of sight."""
    row = by_code(request.acting, code)
    if row is None:
        raise Http404
    by = request.acting
    record_read(row.dossier_id, by=by.actor, at=clock.now(), purpose=purpose, unit_id=by.unit_id)
    return row


def _moment(written: str | None) -> str:
    language = (get_language() or "vi")[:2]
    return dates.moment(datetime.fromisoformat(written), language) if written else ""


def _qr(sheet: FormSheet) -> SafeString:
    drawn = segno.make(sheet.verify_url, error="m", micro=False)
    # The picture is drawn by us from our own address; it holds no foreign text.
    return SafeString(drawn.svg_inline(border=2, omitsize=True, svgclass="qr"))
