"""What the officer was told of clocks: promises near and past, apologies and answers due."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from motcua.doors.desk.navigation import TOLD, address_of_dossier, nav
from motcua.doors.desk.worklist_table import procedure_name
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.kit import clock, dates
from motcua.oversight.clockwatch.rules import AlertKind
from motcua.oversight.clockwatch.told import ToldRow, told_to
from motcua.ui import pieces
from motcua.ui.rows import Column, compile_rows

WORDS = {
    AlertKind.NEAR_DUE: ("soon", gettext_lazy("Sắp đến hẹn")),
    AlertKind.OVERDUE: ("late", gettext_lazy("Đã quá hẹn")),
    AlertKind.APOLOGY_DUE: ("soon", gettext_lazy("Cần trình thư xin lỗi, hẹn lại")),
    AlertKind.RECEPTION_NEAR: ("soon", gettext_lazy("Chưa tiếp nhận quá 6 giờ làm việc")),
    AlertKind.RECEPTION_LATE: ("late", gettext_lazy("Chưa tiếp nhận quá 8 giờ làm việc")),
}


def _kind(row: ToldRow) -> str:
    state, word = WORDS[row.kind]
    return pieces.dot(state, str(word))


_ROWS = compile_rows(
    Column(gettext_lazy("Nhắc hạn"), _kind, small=lambda row: dates.moment_short(row.at)),
    Column(
        gettext_lazy("Mã hồ sơ"), "code", "code", href=lambda row: address_of_dossier(row.code),
        small=lambda row: procedure_name(row.procedure, row.procedure_en),
    ),
    Column(gettext_lazy("Hẹn trả hoặc lúc nộp"),
           lambda row: dates.moment_short(row.counted_from), "nw"),
    Column(gettext_lazy("Cơ quan"), "unit"),
)  # fmt: skip


@require_safe
@officer_page(*TOLD)
def alerts(request: OfficerRequest) -> HttpResponse:
    """List the alerts that still hold, the latest first."""
    rows = told_to(request.acting, clock.now())
    table = _ROWS.table(rows, _("Nhắc hạn")) if rows else ""
    shown = {"nav": nav(request.acting, "alerts"), "table": table}
    return render(request, "desk/alerts/page.html", shown)
