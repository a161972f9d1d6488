"""R9: one box for everything. What is asked stays out of addresses and logs."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.casework.lifecycle.at_counter import owners_in_sight
from motcua.casework.lifecycle.finding import Found, Mark, find
from motcua.doors.desk.listing import dossier_table, person_table, receipt_address
from motcua.doors.desk.navigation import EVERYBODY, RETURN_DESK, TILL, address_of_dossier, nav
from motcua.doors.desk.typed import Typed
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.registers.organisation.rules import Acting
from motcua.registers.people.queries import find_applicants
from motcua.registers.people.rules import ApplicantRow

PEOPLE = 5


@require_http_methods(["GET", "POST"])
@officer_page(*EVERYBODY, needs_key=False)
def search(request: OfficerRequest) -> HttpResponse:
    """Show the box, and what answers it."""
    typed, by = Typed(request.POST), request.acting
    text = typed.text("q")[:200]
    after = _mark(typed)
    found = find(by, text, after) if text else Found((), None)
    at_desk = by.may(*(RETURN_DESK | TILL))
    people = _people(by, text) if text and at_desk and after is None else ()
    leads_to = receipt_address if at_desk else lambda row: address_of_dossier(row.code)
    shown = {
        "nav": nav(by, "search"),
        "q": text,
        "found": found,
        "table": dossier_table(found.rows, _("Hồ sơ tìm thấy"), leads_to),
        "people": person_table(people) if people else "",
        "is_empty": bool(text) and not found.rows and not people,
    }
    return render(request, "desk/search/page.html", shown)


def _people(by: Acting, text: str) -> tuple[ApplicantRow, ...]:
    """Return the people found who own a dossier in sight: the register is not for browsing."""
    people = find_applicants(text, PEOPLE)
    seen = owners_in_sight(by, [person.id for person in people]) if people else frozenset()
    return tuple(person for person in people if person.id in seen)


def _mark(typed: Typed) -> Mark | None:
    dossier_id = typed.row("after")
    return None if dossier_id is None else Mark(typed.text("exact") == "1", dossier_id)
