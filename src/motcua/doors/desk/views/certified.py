"""The register of electronic copies certified from paper originals."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from motcua.casework.scanning.permissions import SCANNERS
from motcua.casework.vault.queries import register_of
from motcua.doors.desk.navigation import CLERKS, LEADERS, nav
from motcua.doors.desk.typed import Typed
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.kit.dates import moment_short
from motcua.registers.organisation.rules import Role
from motcua.ui.rows import Column, compile_rows
from motcua.ui.values import Pager

PAGE = 50
READERS = SCANNERS | CLERKS | LEADERS | {Role.CENTRE_MANAGER}
_REGISTER = compile_rows(
    Column(gettext_lazy("Số chứng thực"), "number", "head"),
    Column(gettext_lazy("Lúc"), lambda row: moment_short(row.at), "nw"),
    Column(gettext_lazy("Giấy tờ"), "paper"),
    Column(gettext_lazy("Chủ hồ sơ"), "owner"),
    Column(gettext_lazy("Số trang"), "page_count", "num"),
    Column(gettext_lazy("Người ký"), "by_label"),
    Column(gettext_lazy("Mã hồ sơ"), "code", "code"),
    Column(gettext_lazy("Bản sao (SHA-256)"), lambda row: f"{row.sha256[:16]}…", "code"),
)


@require_safe
@officer_page(*READERS)
def register(request: OfficerRequest) -> HttpResponse:
    """Show the register of the officer's units, the newest line first."""
    by = request.acting
    before = Typed(request.GET).row("after")
    rows = register_of(by.unit_ids, before=before, limit=PAGE + 1)
    last = rows[:PAGE][-1].id if len(rows) > PAGE else 0
    shown = {
        "nav": nav(by, "scans"),
        "table": _REGISTER.table(rows[:PAGE], _("Sổ chứng thực bản sao điện tử")) if rows else "",
        "pager": Pager("", next=f"?after={last}" if last else ""),
    }
    return render(request, "desk/archive/certified.html", shown)
