"""R8: take results in, find one by code or scan, and give it to the right hands."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.casework.documents.queries import ResultRow, result_of
from motcua.casework.documents.rules.papers import Medium
from motcua.casework.dossiers.queries import delivery_of, parties_of
from motcua.casework.dossiers.rules import ReturnMethod
from motcua.casework.fees.queries import demands_of
from motcua.casework.lifecycle.at_counter import CounterRow, by_code, to_collect, to_return
from motcua.casework.lifecycle.finding import code_in
from motcua.casework.lifecycle.issue import Handing, receive_result, return_result
from motcua.casework.lifecycle.permissions import may
from motcua.casework.lifecycle.rules import Verb
from motcua.casework.scanning.permissions import may_scan
from motcua.doors.desk.listing import PAGE, pager, return_table
from motcua.doors.desk.naming import MEDIA, masked, state_mark, state_name
from motcua.doors.desk.navigation import RETURN_DESK, nav
from motcua.doors.desk.return_form import errors_of_handing, handing_fields
from motcua.doors.desk.typed import Typed
from motcua.doors.desk.views.fees import money
from motcua.doors.desk.views.receipt import found
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.kit import clock
from motcua.ui.fields import errors_of


def page(request: OfficerRequest, *, asked: str = "") -> HttpResponse:
    """Show the results that lie here or are on their way."""
    by = request.acting
    rows = to_return(by, PAGE, Typed(request.GET).row("after") or 0)
    shown = {
        "nav": nav(by, "returns"),
        "message": request.message,
        "asked": asked,
        "rows": return_table(rows, to_collect(by, [row.dossier_id for row in rows])),
        "has_rows": bool(rows),
        "pager": pager(rows, reverse("desk:returns")),
    }
    return render(request, "desk/returns/page.html", shown)


@require_http_methods(["GET", "POST"])
@officer_page(*RETURN_DESK, needs_key=False)
def returns(request: OfficerRequest) -> HttpResponseBase:
    """Show the page, or go to the dossier whose code was typed or scanned."""
    if request.method == "GET":
        return page(request)
    asked = Typed(request.POST).text("code")
    row = by_code(request.acting, code_in(asked))
    return redirect("desk:return", code=row.code) if row else page(request, asked=asked)


def _list_again(request: OfficerRequest, task_id: int) -> HttpResponse:
    """Show the list with what was wrong; whose step it was needs no second try."""
    return page(request)


@require_POST
@officer_page(*RETURN_DESK, again=_list_again)
def collect(request: OfficerRequest, task_id: int) -> HttpResponseBase:
    """Take a result in from the competent unit."""
    dossier = receive_result(task_id, by=request.acting, now=clock.now(), key=request.key)
    messages.success(request, _("Đã nhận kết quả của hồ sơ %(code)s.") % {"code": dossier.code})
    return redirect("desk:returns")


def dossier_page(request: OfficerRequest, code: str) -> HttpResponse:
    """Show the result, who may take it, and what is still owed."""
    row = found(request, code, "desk.return")
    typed = Typed(request.typed)
    parties, result = parties_of(row.dossier_id), result_of(row.dossier_id)
    tried = bool(request.typed)
    wrong = errors_of_handing(typed) if tried else {}
    fields = handing_fields(typed, row.owner_name, wrong)
    shown = {
        "nav": nav(request.acting, "returns"),
        "message": request.message,
        "row": row,
        "state": state_name(row.state),
        "mark": state_mark(row.state),
        "is_late": bool(row.due_at and row.finished_at and row.finished_at > row.due_at),
        "result": result,
        "medium": MEDIA[result.medium] if result and result.issued_at else "–",
        "may_scan": _may_scan(request, row, result),
        "parties": [(party, masked(party.identity_number)) for party in parties],
        "demands": demands_of(row.dossier_id),
        "money": money(request.acting, row),
        "delivery": delivery_of(row.dossier_id),
        "f": fields,
        "errors": errors_of(fields.values()),
        "may_return": _may_return(request, row),
        "task": to_collect(request.acting, [row.dossier_id]).get(row.dossier_id),
    }
    return render(request, "desk/returns/dossier.html", shown)


@require_http_methods(["GET", "POST"])
@officer_page(*RETURN_DESK, again=dossier_page)
def give(request: OfficerRequest, code: str) -> HttpResponseBase:
    """Show the dossier, or give its result; lateness never blocks, an open fee does."""
    if request.method == "GET":
        return dossier_page(request, code)
    typed = Typed(request.POST)
    if errors_of_handing(typed):
        request.typed = request.POST
        return dossier_page(request, code)
    row = found(request, code, "desk.return")
    handing = Handing(
        taken_by=typed.text("taken_by"),
        method=ReturnMethod.POST if typed.text("method") == "post" else ReturnMethod.COUNTER,
        identity_checked="identity" in typed.many("checks"),
        signed_for="signed" in typed.many("checks"),
        is_proxy=typed.text("who") == "proxy",
        authority=typed.text("authority"),
        post_number=typed.text("post_number"),
    )
    return_result(row.dossier_id, handing, by=request.acting, now=clock.now(), key=request.key)
    messages.success(request, _("Đã trả kết quả hồ sơ %(code)s.") % {"code": row.code})
    return redirect("desk:returns")


def _may_scan(request: OfficerRequest, row: CounterRow, result: ResultRow | None) -> bool:
    """Tell whether the officer can scan a result that went out on paper."""
    if result is None or result.issued_at is None or result.medium is not Medium.PAPER:
        return False
    return may_scan(request.acting, row.receiving_unit_id, row.return_unit_id)


def _may_return(request: OfficerRequest, row: CounterRow) -> bool:
    return may(request.acting, Verb.RETURN, row.standing)
