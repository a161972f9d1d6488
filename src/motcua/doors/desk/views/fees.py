"""F1: what is owed, cash against a numbered receipt, cancellation by a second person."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.casework.dossiers.models import Dossier
from motcua.casework.fees.actions import cancel_receipt, take_cash
from motcua.casework.fees.permissions import may_cancel_receipt, may_take_cash
from motcua.casework.fees.queries import DemandRow, demands_of, receipts_of
from motcua.casework.fees.rules import DemandState
from motcua.casework.lifecycle.at_counter import CounterRow, by_code, owing
from motcua.casework.lifecycle.finding import code_in
from motcua.casework.lifecycle.money_papers import print_cash_receipt
from motcua.casework.lifecycle.permissions import may
from motcua.casework.lifecycle.rules import Verb
from motcua.doors.desk.listing import PAGE, dossier_table, pager
from motcua.doors.desk.navigation import CASHIERS, nav
from motcua.doors.desk.typed import Typed
from motcua.doors.desk.views.receipt import found
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.foundation.journal.rules import AlreadyDone
from motcua.kit import clock, dates
from motcua.kit.money import vnd, vnd_in_words
from motcua.registers.organisation.rules import Acting


@dataclass(frozen=True)
class Line:
    """An amount of the demand, in words."""

    name: str
    note: str
    amount: str
    state: str


@dataclass(frozen=True)
class ReceiptLine:
    """A receipt of the book; `may_cancel` for a second person."""

    id: int
    number: str
    amount: str
    payer: str
    taken_at: str
    cashier: str
    cancelled: str
    may_cancel: bool


@dataclass(frozen=True)
class Money:
    """What a dossier owes and what was paid."""

    lines: tuple[Line, ...]
    receipts: tuple[ReceiptLine, ...]
    owed_vnd: int
    owed: str
    words: str
    may_take: bool
    may_bill: bool
    dossier_id: int
    code: str


def money(by: Acting, row: CounterRow) -> Money:
    """Return the money side of a dossier for whoever acts; two statements."""
    demands = demands_of(row.dossier_id)
    owed = sum(item.amount_vnd for item in demands if item.state is DemandState.OWED)
    may_undo = may_cancel_receipt(by, receiving_unit_id=row.receiving_unit_id)
    return Money(
        lines=tuple(
            Line(d.name, d.legal_source, vnd(d.amount_vnd) if d.amount_vnd else "–", said(d))
            for d in demands
        ),
        receipts=tuple(
            ReceiptLine(
                r.receipt_id, r.number, vnd(r.amount_vnd), r.payer_name,
                dates.moment_short(r.taken_at), r.cashier_label, r.cancel_reason,
                may_undo and r.cancelled_at is None and r.cashier_id != by.officer_id,
            )
            for r in receipts_of(row.dossier_id)
        ),
        owed_vnd=owed,
        owed=vnd(owed),
        words=vnd_in_words(owed) if owed else "",
        may_take=bool(owed) and may_take_cash(by, receiving_unit_id=row.receiving_unit_id),
        may_bill=any(d.state is DemandState.FORESEEN for d in demands)
        and may(by, Verb.BILL, row.standing),
        dossier_id=row.dossier_id,
        code=row.code,
    )  # fmt: skip


def said(demand: DemandRow) -> str:
    """Say how an amount stands, "" when it is simply owed."""
    if demand.state is DemandState.FORESEEN:
        return _("chưa báo nộp")
    if demand.state is DemandState.OWED:
        return _("cho nộp sau") if demand.deferral_reason else ""
    return _("xong")


def page(request: OfficerRequest, *, asked: str = "") -> HttpResponse:
    """Show who still owes."""
    rows = owing(request.acting, PAGE, Typed(request.GET).row("after") or 0)
    shown = {
        "nav": nav(request.acting, "fees"),
        "asked": asked,
        "table": dossier_table(rows, _("Hồ sơ còn nợ phí, lệ phí"), _address),
        "has_rows": bool(rows),
        "pager": pager(rows, reverse("desk:fees")),
    }
    return render(request, "desk/fees/page.html", shown)


@require_http_methods(["GET", "POST"])
@officer_page(*CASHIERS, needs_key=False)
def fees(request: OfficerRequest) -> HttpResponseBase:
    """Show the page, or go to the dossier whose code was typed or scanned."""
    if request.method == "GET":
        return page(request)
    asked = Typed(request.POST).text("code")
    row = by_code(request.acting, code_in(asked))
    return redirect("desk:fee", code=row.code) if row else page(request, asked=asked)


def dossier_page(request: OfficerRequest, code: str) -> HttpResponse:
    """Show what one dossier owes, and its receipts."""
    row = found(request, code, "desk.fee")
    shown = {
        "nav": nav(request.acting, "fees"),
        "message": request.message,
        "row": row,
        "money": money(request.acting, row),
        "reason": request.typed.get("reason", ""),
        "payer": request.typed.get("payer_name", row.owner_name),
    }
    return render(request, "desk/fees/dossier.html", shown)


@require_http_methods(["GET", "POST"])
@officer_page(*CASHIERS, again=dossier_page)
def fee(request: OfficerRequest, code: str) -> HttpResponseBase:
    """Show the dossier, or take all it owes in cash."""
    if request.method == "GET":
        return dossier_page(request, code)
    row = found(request, code, "desk.fee")
    payer = Typed(request.POST).text("payer_name", row.owner_name)
    back = "desk:return" if request.POST.get("then") == "return" else "desk:fee"
    try:
        receipt = take_cash(
            row.dossier_id, payer_name=payer, by=request.acting, now=clock.now(), key=request.key
        )
    except AlreadyDone:
        return redirect(back, code=code)
    said = _("Đã thu %(amount)s, biên lai %(number)s.")
    number = f"{receipt.book}/{receipt.number}"
    messages.success(request, said % {"amount": vnd(receipt.amount_vnd), "number": number})
    return redirect(back, code=code)


@require_POST
@officer_page(*CASHIERS, again=dossier_page)
def cancel(request: OfficerRequest, code: str) -> HttpResponseBase:
    """Cancel a receipt of this dossier, as a second person, with a reason."""
    row = found(request, code, "desk.fee")
    typed = Typed(request.POST)
    ids = {receipt.receipt_id for receipt in receipts_of(row.dossier_id)}
    receipt_id = typed.row("receipt")
    if receipt_id not in ids or receipt_id is None:
        raise Http404
    reason, now = typed.text("reason"), clock.now()
    try:
        cancel_receipt(receipt_id, reason=reason, by=request.acting, now=now, key=request.key)
    except AlreadyDone:
        return redirect("desk:fee", code=code)
    messages.success(request, _("Đã hủy biên lai; số biên lai vẫn giữ trong quyển."))
    return redirect("desk:fee", code=code)


@require_POST
@officer_page(*CASHIERS)
def print_out(request: OfficerRequest, receipt_id: int) -> HttpResponse:
    """Give a cash receipt as PDF."""
    try:
        printed = print_cash_receipt(receipt_id, by=request.acting, now=clock.now())
    except Dossier.DoesNotExist as unseen:
        raise Http404 from unseen
    headers = {"Content-Disposition": f'inline; filename="bien-lai-{receipt_id}.pdf"'}
    return HttpResponse(printed.pdf, content_type="application/pdf", headers=headers)


def _address(row: CounterRow) -> str:
    return reverse("desk:fee", args=[row.code])
