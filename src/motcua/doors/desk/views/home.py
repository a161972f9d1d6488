"""The desk's first page: what waits for this officer, each number a way in."""

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.casework.lifecycle.at_counter import Waiting, waiting
from motcua.doors.desk.navigation import COUNTER, RETURN_DESK, TILL, nav
from motcua.doors.desk.views.reception import unsent_draft
from motcua.doors.entrance.doors import may_open, open_to
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.registers.organisation.rules import Acting, Role
from motcua.ui.values import Figure


@require_safe
@officer_page()
def home(request: OfficerRequest) -> HttpResponseBase:
    """Show the counter's numbers; a case worker goes on to his work."""
    by = request.acting
    if not by.may(*(COUNTER | RETURN_DESK | TILL)):
        return redirect(_elsewhere(by))
    draft = unsent_draft(request.user.pk) if by.may(*COUNTER) else None
    shown = {"nav": nav(by, "home"), "figures": _figures(by, waiting(by)), "draft": draft}
    return render(request, "desk/home/page.html", shown)


def _elsewhere(by: Acting) -> str:
    """Return where somebody without a counter works: what waits for his signature, his list or
    his scanner, else the door that is his.
    """
    if by.may(Role.UNIT_LEADER, Role.PROVINCE_LEADER):
        return reverse("desk:approvals")
    for own in ("desk:worklist", "desk:scans"):
        if may_open(by, own):
            return reverse(own)
    return next((door.href for door in open_to(by)), reverse("desk:search"))


def _figures(by: Acting, counts: Waiting) -> tuple[Figure, ...]:
    rows = (
        (_("Chờ bàn giao"), counts.to_hand_over, "desk:handovers", COUNTER),
        (_("Kết quả chờ trả"), counts.to_return, "desk:returns", RETURN_DESK),
        (_("Còn nợ phí, lệ phí"), counts.owing, "desk:fees", TILL),
    )
    return tuple(
        Figure(term, str(count), reverse(name)) for term, count, name, roles in rows
        if by.may(*roles)
    )  # fmt: skip
