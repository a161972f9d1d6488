"""R10: a known applicant, what he filed before, and the way to a new dossier."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.casework.lifecycle.at_counter import of_owner, owners_in_sight
from motcua.doors.desk.listing import PAGE, dossier_table, pager, receipt_address
from motcua.doors.desk.naming import masked
from motcua.doors.desk.navigation import COUNTER, RETURN_DESK, TILL, nav
from motcua.doors.desk.typed import Typed
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.foundation.journal.actions import record_read
from motcua.kit import clock
from motcua.registers.people.queries import applicant as known_applicant


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
