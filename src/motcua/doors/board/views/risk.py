"""M3: dossiers at risk, who holds them, and a recorded reminder."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.casework.lifecycle.remind import REMINDERS, CannotRemind, remind
from motcua.doors.board.listing import after_of
from motcua.doors.board.navigation import WATCHERS, nav
from motcua.doors.board.risks import pager, told
from motcua.doors.entrance.errors import Message, says
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.kit import clock, dates
from motcua.oversight.clockwatch.queries import PAGE, at_risk, is_in_sight


@says(CannotRemind)
def _cannot_remind(refusal: CannotRemind) -> Message:
    if refusal.reason == "not_yours":
        return Message(_("Việc nhắc thuộc về lãnh đạo đơn vị hoặc người phụ trách Trung tâm."))
    return Message(
        _("Không ai đang giữ hồ sơ này nên không có người để nhắc."),
        todo=_("Hồ sơ có thể vừa xong hoặc đang dừng: xin tải lại danh sách."),
    )


@require_safe
@officer_page(*WATCHERS)
def risk(request: OfficerRequest) -> HttpResponse:
    """List what is late or soon due, the least slack first."""
    now = clock.now()
    after = after_of(request.GET.get("after", ""))
    found = at_risk(by=request.acting, now=now, after=after)
    shown = {
        "nav": nav("board:risk"),
        "when": dates.moment_short(now),
        "rows": [told(row) for row in found[:PAGE]],
        "pager": pager(found, after is None),
        "may_remind": request.acting.may(*REMINDERS),
        "message": request.message,
    }
    return render(request, "board/risk.html", shown)


@require_POST
@officer_page(*sorted(REMINDERS))
def reminder(request: OfficerRequest, dossier_id: int) -> HttpResponse:
    """Remind whoever holds a dossier; recorded."""
    if not is_in_sight(dossier_id, by=request.acting):
        raise Http404
    text = request.POST.get("text", "")[:300]
    remind(dossier_id, text, by=request.acting, now=clock.now(), key=request.key)
    messages.success(request, _("Đã nhắc người đang giữ hồ sơ; lời nhắc được ghi lại."))
    return redirect("board:risk")
