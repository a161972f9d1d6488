"""Results that shall replace one in force: read and approved by a leader, issued by the clerk."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.casework.lifecycle.issue_replacement import issue_replacement
from motcua.casework.lifecycle.replace_result import (
    Replacement,
    approve_replacement,
    replacement_seen,
    replacements_of,
    see_replacement,
    sign_replacement,
)
from motcua.casework.lifecycle.rules import ACTS, Verb
from motcua.casework.lifecycle.signing_batch import Original
from motcua.casework.signing.queries import may_sign
from motcua.doors.desk.navigation import CLERKS, LEADERS, nav
from motcua.doors.desk.sign_words import left_words
from motcua.doors.desk.typed import Typed
from motcua.doors.desk.views.signing import file_or_picture
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.engine.pdfa.pages import page_count
from motcua.foundation.files.queries import read
from motcua.foundation.journal.actions import record_read
from motcua.kit import clock
from motcua.registers.organisation.rules import Acting


@require_safe
@officer_page(*LEADERS, *CLERKS)
def replacements(request: OfficerRequest, result_id: int = 0) -> HttpResponse:
    """Show what is being replaced, and one of them with what the officer may do now."""
    by = request.acting
    waiting = replacements_of(by)
    current = next((one for one in waiting if result_id in (0, one.result_id)), None)
    if result_id and current is None:
        raise Http404
    leads = current is not None and not current.is_approved and _leads(by)
    original = _original(current, by) if current and leads else None
    pdf = original.pdf if original else _file(current)
    shown = {
        "nav": nav(by, "replacements"),
        "waiting": waiting,
        "current": current,
        "original": original,
        "pages": range(1, 1 + page_count(pdf)) if pdf else (),
        "may_sign": may_sign(by.officer_id, clock.now()),
        "may_issue": current is not None and current.is_approved and by.may(*CLERKS),
    }
    return render(request, "desk/sign/replacements.html", shown)


def _leads(by: Acting) -> bool:
    return by.may(*ACTS[Verb.REPLACE_RESULT].roles)


def _original(current: Replacement, by: Acting) -> Original:
    now = clock.now()
    record_read(current.dossier_id, by=by.actor, at=now, purpose="desk.sign", unit_id=by.unit_id)
    return see_replacement(current.result_id, by=by, now=now)


def _file(current: Replacement | None) -> bytes:
    return read(current.file) if current and current.is_signed else b""


@require_safe
@officer_page(*LEADERS, *CLERKS)
def file(request: OfficerRequest, result_id: int) -> HttpResponse:
    """Give the electronic original as far as it has come, whole or a page's picture."""
    by, row = request.acting, replacement_seen(result_id, request.acting)
    if row is None or not row.file:
        raise Http404
    record_read(
        row.dossier_id, by=by.actor, at=clock.now(), purpose="desk.original", unit_id=by.unit_id
    )
    return file_or_picture(request, read(row.file), f"{row.code}.pdf")


@require_POST
@officer_page(*LEADERS)
def approve(request: OfficerRequest, result_id: int) -> HttpResponse:
    """Sign the file that was shown, or approve on paper where no PIN was asked."""
    typed, by, now = Typed(request.POST), request.acting, clock.now()
    if not typed.text("paper"):
        approve_replacement(result_id, by=by, now=now, key=request.key)
        messages.success(request, _("Đã phê duyệt. Văn thư sẽ lấy số."))
        return redirect("desk:replacements")
    signed = sign_replacement(result_id, typed.text("paper"), typed.text("pin"), by=by, now=now)
    for _one, reason in signed.left:
        messages.warning(request, left_words(reason))
    if signed.done:
        messages.success(request, _("Đã ký số văn bản thay thế. Văn thư sẽ lấy số."))
    return redirect("desk:replacements")


@require_POST
@officer_page(*CLERKS)
def issue(request: OfficerRequest, result_id: int) -> HttpResponse:
    """Number it: from now on it holds, and the old one no more."""
    why = Typed(request.POST).text("why_on_paper")
    by, now = request.acting, clock.now()
    row = issue_replacement(result_id, why_on_paper=why, by=by, now=now, key=request.key)
    said = _("Văn bản số %(number)s đã thay thế văn bản trước.")
    messages.success(request, said % {"number": row.number})
    return redirect("desk:replacements")
