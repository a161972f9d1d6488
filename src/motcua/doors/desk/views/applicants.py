"""R10: a known applicant, what he filed before, and the way to a new dossier."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from motcua.casework.lifecycle.at_counter import of_owner, owners_in_sight
from motcua.casework.vault.queries import held_by, uses_of_owner
from motcua.doors.desk.listing import PAGE, dossier_table, pager, receipt_address
from motcua.doors.desk.naming import masked
from motcua.doors.desk.navigation import COUNTER, RETURN_DESK, TILL, nav
from motcua.doors.desk.stored_papers import standing_said, worth_said
from motcua.doors.desk.typed import Typed
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.foundation.journal.actions import record_read
from motcua.kit import clock
from motcua.kit.dates import day, moment_short
from motcua.registers.people.queries import applicant as known_applicant
from motcua.ui.rows import Column, compile_rows

_STORED = compile_rows(
    Column(gettext_lazy("Giấy tờ"), "name", "head", small="issuer"),
    Column(gettext_lazy("Số"), "number", "nw"),
    Column(gettext_lazy("Ngày"), lambda row: day(row.issued_on) if row.issued_on else "–", "nw"),
    Column(
        gettext_lazy("Dùng được đến"),
        lambda row: day(row.valid_until) if row.valid_until else _("không thời hạn"),
        "nw",
    ),
    Column(gettext_lazy("Độ tin cậy"), worth_said),
    Column(gettext_lazy("Hiệu lực"), lambda row: standing_said(row.standing), "nw"),
)

_USES = compile_rows(
    Column(gettext_lazy("Giấy tờ"), "name", "head", small="number"),
    Column(gettext_lazy("Dùng cho hồ sơ"), "dossier_code", "code"),
    Column(gettext_lazy("Lúc"), lambda row: moment_short(row.at), "nw"),
    Column(gettext_lazy("Căn cứ"), "ground", small="by_label"),
)


@require_safe
@officer_page(*(RETURN_DESK | TILL))
def applicant(request: OfficerRequest, applicant_id: int) -> HttpResponse:
    """Show a person who owns a dossier in sight; each dossier shown is noted as looked at."""
    by, now = request.acting, clock.now()
    if not owners_in_sight(by, [applicant_id]):
        raise Http404
    person = known_applicant(applicant_id)
    rows = of_owner(by, applicant_id, PAGE, Typed(request.GET).row("after") or 0)
    for row in rows:
        record_read(
            row.dossier_id, by=by.actor, at=now, purpose="desk.applicant", unit_id=by.unit_id
        )
    held, uses = held_by(applicant_id), uses_of_owner(applicant_id)
    shown = {
        "nav": nav(by),
        "person": person,
        "number": masked(person.identity_number) if person.identity_number else "",
        "phone": masked(person.phone) if person.phone else "",
        "table": dossier_table(rows, _("Hồ sơ của người này"), receipt_address),
        "has_rows": bool(rows),
        "uses": _USES.table(uses, _("Giấy tờ đã dùng lại")) if uses else "",
        "stored": _STORED.table(held, _("Kho dữ liệu của người này")) if held else "",
        "pager": pager(rows, request.path),
        "may_receive": by.may(*COUNTER),
    }
    return render(request, "desk/applicant/page.html", shown)
