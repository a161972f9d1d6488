"""A6: the store of files, whether it is whole, and what was refused and why."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from motcua.doors.backstage.frame import AUDITORS, show
from motcua.doors.backstage.lists import moment_said, more
from motcua.doors.entrance.filewords import check_said, refusal_said
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.foundation.files import scanner
from motcua.foundation.files.queries import IntakeRow, faults, holdings, last_stop, quarantined
from motcua.foundation.files.rules import FaultKind
from motcua.ui import pieces
from motcua.ui.rows import Column, compile_rows
from motcua.ui.values import Figure

PAGE = 50
_FAULTY = {
    FaultKind.MISSING: gettext_lazy("bị mất"),
    FaultKind.ALTERED: gettext_lazy("bị sửa"),
    FaultKind.UNREADABLE: gettext_lazy("không đọc được"),
}
_REFUSED = compile_rows(
    Column(gettext_lazy("Gửi lúc"), lambda row: moment_said(row.started_at), "nw"),
    Column(gettext_lazy("Tên tệp"), "name", "head"),
    Column(gettext_lazy("Cỡ (kB)"), lambda row: f"{row.size / 1000:.0f}", "num"),
    Column(gettext_lazy("Vì sao không nhận"), lambda row: _reasons(row)),
    Column(gettext_lazy("Mã độc"), lambda row: check_said(row.virus_check)),
)
_FAULTS = compile_rows(
    Column(gettext_lazy("Tệp (SHA-256)"), lambda row: f"{row[0][:24]}…", "code"),
    Column(gettext_lazy("Sai lệch"), lambda row: _FAULTY[row[1]]),
    Column(gettext_lazy("Thấy lúc"), lambda row: moment_said(row[2]), "nw"),
)


@require_safe
@officer_page(*AUDITORS)
def files(request: OfficerRequest) -> HttpResponse:
    """Show what is kept, what the nightly proof found, and the quarantine, newest first."""
    held, wrong = holdings(), faults()
    rows = quarantined(_after(request), limit=PAGE + 1)
    shown = {
        "figures": (
            Figure(_("Tệp đang giữ"), pieces.grouped(held.files)),
            Figure(_("Dung lượng (MB)"), pieces.grouped(held.size // 1_000_000)),
            Figure(_("Lâu nhất chưa đối chiếu"), moment_said(held.oldest_proof)),
            Figure(_("Sai lệch"), str(held.faults)),
        ),
        "has_scanner": scanner.is_present(),
        "stopped": _stopped(),
        "faults": _FAULTS.table(wrong, _("Tệp sai lệch")) if wrong else "",
        "table": _REFUSED.table(rows[:PAGE], _("Tệp không được nhận")) if rows else "",
        "pager": more(request, rows, PAGE, lambda row: row.id),
    }
    return show(request, "files", shown)


def _stopped() -> str:
    """Say what the night that ended early did not prove, "" after one that went on."""
    found = last_stop()
    if found is None:
        return ""
    at, stop = found
    return _("Đối chiếu lúc %(at)s: xong %(proven)s tệp, còn %(unproven)s tệp chưa đối chiếu.") % {
        "at": moment_said(at),
        "proven": pieces.grouped(stop.proven),
        "unproven": pieces.grouped(stop.unproven),
    }


def _after(request: OfficerRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("after", ""))
    except ValueError:
        return None


def _reasons(row: IntakeRow) -> str:
    return " ".join(refusal_said(refusal) for refusal in row.refusals)
