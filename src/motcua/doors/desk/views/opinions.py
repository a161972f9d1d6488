"""An officer's own opinions: read each sheet, sign all that were read with one PIN."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from motcua.casework.lifecycle.refusals import CannotAct
from motcua.casework.lifecycle.sign_opinion import (
    opinion_file,
    opinions_to_sign,
    see_opinion,
    sign_opinions,
)
from motcua.casework.signing.queries import may_sign
from motcua.doors.desk.navigation import CASE_WORKERS, EVERYBODY, nav
from motcua.doors.desk.typed import Typed
from motcua.doors.desk.views.signing import chosen, file_or_picture, say
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.engine.pdfa.pages import page_count
from motcua.foundation.journal.actions import record_read
from motcua.kit import clock


@require_safe
@officer_page(*CASE_WORKERS)
def opinions(request: OfficerRequest, task_id: int = 0) -> HttpResponse:
    """Show one's opinions that are not signed, and the very sheet of one of them."""
    by, now = request.acting, clock.now()
    waiting = opinions_to_sign(by)
    current = next((one for one in waiting if task_id in (0, one.task_id)), None)
    if task_id and current is None:
        raise Http404
    original = see_opinion(current.task_id, by=by, now=now) if current else None
    if current:
        record_read(current.dossier_id, by=by.actor, at=now, purpose="desk.opinion",
            unit_id=by.unit_id)  # fmt: skip
    shown = {
        "nav": nav(by, "opinions"),
        "waiting": [
            replace(one, seen=original.sha256) if original and one is current else one
            for one in waiting
        ],
        "current": current,
        "original": original,
        "pages": range(1, 1 + page_count(original.pdf)) if original else (),
        "may_sign": may_sign(by.officer_id, now),
    }
    return render(request, "desk/sign/opinions.html", shown)


@require_POST
@officer_page(*CASE_WORKERS)
def sign_seen(request: OfficerRequest) -> HttpResponse:
    """Sign the sheets that were shown, with one PIN; say of each that was left why."""
    typed, by = Typed(request.POST), request.acting
    signed = sign_opinions(chosen(request), typed.text("pin"), by=by, now=clock.now())
    count = len(signed.done)
    said = ngettext("Đã ký số %(n)s phiếu ý kiến.", "Đã ký số %(n)s phiếu ý kiến.", count)
    say(request, signed, said)
    return redirect("desk:opinions")


@require_safe
@officer_page(*EVERYBODY)
def sheet(request: OfficerRequest, task_id: int) -> HttpResponse:
    """Give the signed sheet to whoever sees the dossier; one not yet signed to its writer."""
    by, now = request.acting, clock.now()
    try:
        found = opinion_file(task_id, by=by, now=now)
    except CannotAct as unseen:
        raise Http404 from unseen
    record_read(found.dossier_id, by=by.actor, at=now, purpose="desk.opinion", unit_id=by.unit_id)
    return file_or_picture(request, found.pdf, f"{found.code}-{task_id}.pdf")
