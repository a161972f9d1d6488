"""R7: hand dossiers over in numbered lists; the receiver confirms or says what is missing."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.casework.documents.digital import unscanned
from motcua.casework.lifecycle.at_counter import to_hand_over
from motcua.casework.lifecycle.hand_over import acknowledge, hand_over
from motcua.casework.lifecycle.manifests import incoming, one_list, print_list, sent
from motcua.doors.desk.grouping import by_unit
from motcua.doors.desk.listing import pager
from motcua.doors.desk.navigation import COUNTER, RECEIVERS, nav
from motcua.doors.desk.typed import Typed
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.kit import clock
from motcua.kit.ids import row_number

PAGE = 200
"""A morning's dossiers of one counter: what is ticked on a page goes on its way together."""


def page(request: OfficerRequest) -> HttpResponse:
    """Show what waits to be handed over, what is on the way here, and what was sent."""
    by = request.acting
    is_counter = by.may(*COUNTER)
    after = Typed(request.GET).row("after") or 0
    rows = to_hand_over(by, PAGE, after) if is_counter else ()
    shown = {
        "nav": nav(by, "handovers"),
        "message": request.message,
        "groups": by_unit(rows, unscanned([row.dossier_id for row in rows])),
        "reason": Typed(request.typed).text("unscanned"),
        "pager": pager(rows, reverse("desk:handovers"), PAGE) if rows else None,
        "incoming": incoming(by),
        "sent": sent(by) if is_counter else (),
        "is_counter": is_counter,
    }
    return render(request, "desk/handover/page.html", shown)


@require_http_methods(["GET", "POST"])
@officer_page(*(COUNTER | RECEIVERS), again=page)
def handovers(request: OfficerRequest) -> HttpResponseBase:
    """Show the page, or send the chosen dossiers with one list."""
    if request.method == "GET":
        return page(request)
    chosen = sorted(row for pk in request.POST.getlist("dossier") if (row := row_number(pk)))
    by, reason = request.acting, Typed(request.POST).text("unscanned")
    made = hand_over(chosen, by=by, now=clock.now(), key=request.key, unscanned=reason)
    count = ngettext("%(n)s hồ sơ", "%(n)s hồ sơ", len(chosen)) % {"n": len(chosen)}
    messages.success(request, _("Đã lập danh sách %(number)s: %(count)s.") % {
        "number": made.number, "count": count,
    })  # fmt: skip
    return redirect("desk:handover", number=made.number)


@require_safe
@officer_page(*(COUNTER | RECEIVERS))
def handover(request: OfficerRequest, number: str) -> HttpResponse:
    """Show one list to either side."""
    return list_page(request, number)


def list_page(request: OfficerRequest, number: str) -> HttpResponse:
    """Show the list; its receiver may confirm it."""
    found = one_list(request.acting, number)
    if found is None:
        raise Http404
    row, carried = found
    by = request.acting
    shown = {
        "nav": nav(by, "handovers"),
        "message": request.message,
        "row": row,
        "carried": carried,
        "typed": request.typed,
        "may_confirm": row.closed_at is None
        and row.to_unit_id in by.unit_ids
        and by.may(*RECEIVERS),
    }
    return render(request, "desk/handover/list.html", shown)


@require_POST
@officer_page(*RECEIVERS, again=list_page)
def confirm(request: OfficerRequest, number: str) -> HttpResponseBase:
    """Confirm what arrived; what did not goes back to the sender's desk with a note."""
    found = one_list(request.acting, number)
    if found is None:
        raise Http404
    row, carried = found
    typed = Typed(request.POST)
    missing = {
        item.dossier_id: typed.text(f"note-{item.dossier_id}")
        for item in carried
        if str(item.dossier_id) in typed.many("missing")
    }
    acknowledge(row.handover_id, missing, by=request.acting, now=clock.now(), key=request.key)
    messages.success(request, _("Đã xác nhận danh sách %(number)s.") % {"number": number})
    return redirect("desk:handover", number=number)


@require_POST
@officer_page(*(COUNTER | RECEIVERS))
def print_out(request: OfficerRequest, number: str) -> HttpResponse:
    """Give the list as PDF for both signatures."""
    found = one_list(request.acting, number)
    if found is None:
        raise Http404
    printed = print_list(found[0], by=request.acting, now=clock.now())
    headers = {"Content-Disposition": f'inline; filename="{number}.pdf"'}
    return HttpResponse(printed.pdf, content_type="application/pdf", headers=headers)
