"""R10: a known applicant, what he filed before, and the way to a new dossier."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.casework.lifecycle.at_counter import of_owner
from motcua.doors.desk.listing import PAGE, dossier_table, pager, receipt_address
from motcua.doors.desk.naming import masked
from motcua.doors.desk.navigation import COUNTER, RETURN_DESK, TILL, nav
from motcua.doors.desk.typed import Typed
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.foundation.journal.actions import record_read
from motcua.kit import clock
from motcua.registers.people.models import Applicant
from motcua.registers.people.queries import applicant as known_applicant


@require_safe
@officer_page(*(RETURN_DESK | TILL))
def applicant(request: OfficerRequest, applicant_id: int) -> HttpResponse:
    """Show the person and the dossiers in sight; each of them is noted as looked at."""
    by, now = request.acting, clock.now()
    rows = of_owner(by, applicant_id, PAGE, Typed(request.GET).row("after") or 0)
    if not rows and not by.may(*COUNTER):
        raise Http404
    try:
        person = known_applicant(applicant_id)
    except Applicant.DoesNotExist as unknown:
        raise Http404 from unknown
    for row in rows:
        record_read(
            row.dossier_id, by=by.actor, at=now, purpose="desk.applicant", unit_id=by.unit_id
        )
    shown = {
        "nav": nav(by),
        "person": person,
        "number": masked(person.identity_number) if person.identity_number else "",
        "phone": masked(person.phone) if person.phone else "",
        "table": dossier_table(rows, _("Hồ sơ của người này"), receipt_address),
        "has_rows": bool(rows),
        "pager": pager(rows, request.path),
        "may_receive": by.may(*COUNTER),
    }
    return render(request, "desk/applicant/page.html", shown)
