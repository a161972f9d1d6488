"""V5: have a report made, see it come, open it again for good, count it again."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.doors.board import reporting
from motcua.doors.board.navigation import nav
from motcua.doors.entrance.errors import Message, says, shows
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.kit import clock, dates
from motcua.kit.ids import row_number
from motcua.oversight.reports import actions, queries
from motcua.oversight.reports.models import Copy, Order, OrderState, Report
from motcua.oversight.reports.permissions import MAKERS
from motcua.oversight.reports.queries import Verdict
from motcua.oversight.reports.rules import Kind
from motcua.oversight.reports.rules.refusals import CannotMake

TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}


@says(CannotMake)
def _cannot_make(refusal: CannotMake) -> Message:
    return Message(_why(refusal.reason), status=422)


def _why(reason: str) -> str:
    if reason == "not_yours":
        return _("Chỉ lập được báo cáo của đơn vị mình và các đơn vị trực thuộc.")
    if reason == "too_many_dossiers":
        return _("Kỳ này có quá 5.000 hồ sơ: xin chọn kỳ ngắn hơn hoặc một cơ quan.")
    if reason == queries.GIVEN_UP:
        return _(
            "Máy chủ đã thử nhiều lần mà không lập được; quản trị viên thấy lỗi. Yêu cầu còn lưu."
        )
    return _("Kỳ báo cáo chưa đúng: cần ngày đầu không sau ngày cuối và không ở tương lai.")


@shows("report_order")
def _order_page(order_id: str) -> str:
    return reverse("board:report_order", args=[int(order_id)])


@shows("report")
def _report_page(_report_id: str) -> str:
    return reverse("board:reports")


@require_safe
@officer_page(*MAKERS)
def reports(request: OfficerRequest) -> HttpResponse:
    """Ask for a report; list those made, newest first."""
    by, before = request.acting, request.GET.get("before", "")
    cut = row_number(before)
    found = queries.reports(by, cut)
    shown = {
        "nav": nav("board:reports"),
        "fields": reporting.questions(by, clock.now(), request.typed),
        "message": request.message,
        "orders": [(o, reporting.KINDS[o.kind], reporting.days(o))
                   for o in queries.orders_under_way(by)],
        "count": len(found),
        "table": reporting.table(found),
        "pager": reporting.pager(found, cut),
    }  # fmt: skip
    return render(request, "board/reports.html", shown)


@require_POST
@officer_page(*MAKERS, again=reports)
def order_report(request: OfficerRequest) -> HttpResponseBase:
    """Put the making of a report into the worker's hands."""
    asked = reporting.wanted(request.POST)
    if asked.period is None:
        raise CannotMake("no_such_period")
    order_id = actions.order(
        asked.kind, asked.period, asked.unit_id,
        by=request.acting, now=clock.now(), key=request.key,
    )  # fmt: skip
    return redirect("board:report_order", order_id)


@require_safe
@officer_page(*MAKERS)
def report_order(request: OfficerRequest, order_id: int) -> HttpResponseBase:
    """Show how far a report has come; lead to it when it is made."""
    try:
        found = queries.order_of(order_id, request.acting)
    except Order.DoesNotExist as cause:
        raise Http404 from cause
    if found.state is OrderState.MADE:
        return redirect("board:report", found.number)
    shown = {
        "nav": nav("board:reports"),
        "order": found,
        "name": reporting.KINDS[found.kind],
        "period": reporting.days(found),
        "step": reporting.STEPS[found.step],
        "refused": _why(found.reason) if found.reason else "",
    }
    return render(request, "board/report_order.html", shown)


@require_safe
@officer_page(*MAKERS)
def report(request: OfficerRequest, number: str) -> HttpResponse:
    """Show a report made: its files, its hashes, what it was counted from."""
    return _shown(request, number, None)


@require_POST
@officer_page(*MAKERS)
def check_report(request: OfficerRequest, number: str) -> HttpResponse:
    """Count a report again as at its instant and tell what differs; recorded."""
    try:
        by, now = request.acting, clock.now()
        verdict = actions.check(number, by=by, now=now, key=request.key)
    except Report.DoesNotExist as cause:
        raise Http404 from cause
    return _shown(request, number, verdict)


def _shown(request: OfficerRequest, number: str, verdict: Verdict | None) -> HttpResponse:
    try:
        found = queries.report_of(number, request.acting)
    except Report.DoesNotExist as cause:
        raise Http404 from cause
    shown = {
        "nav": nav("board:reports"),
        "report": found,
        "name": reporting.KINDS[Kind(found.kind)],
        "scope": reporting.scope_said(found.scope_name),
        "period": f"{dates.day(found.first)} – {dates.day(found.last)}",
        "as_at": dates.moment_short(found.as_at),
        "made_at": dates.moment_short(found.made_at),
        "hashes": reporting.hashes(dict(queries.hashes_of(found.pk))),
        "verdict": verdict,
    }
    return render(request, "board/report.html", shown)


@require_safe
@officer_page(*MAKERS)
def report_file(request: OfficerRequest, number: str, format_name: str) -> HttpResponse:
    """Give a file of a report, byte for byte as it was made."""
    try:
        content = queries.file_of(number, format_name, request.acting)
    except (Report.DoesNotExist, Copy.DoesNotExist) as cause:
        raise Http404 from cause
    response = HttpResponse(content, content_type=TYPES[format_name])
    where = "inline" if format_name == "pdf" else "attachment"
    response["Content-Disposition"] = f'{where}; filename="{number}.{format_name}"'
    return response
