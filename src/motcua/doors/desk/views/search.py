"""R9: one box for everything. What is asked stays out of addresses and logs."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.casework.lifecycle.finding import PAGE, Mark
from motcua.doors.desk.answering import answer, suggestions
from motcua.doors.desk.everyday import everyday
from motcua.doors.desk.listing import dossier_table, person_table
from motcua.doors.desk.navigation import EVERYBODY, nav
from motcua.doors.desk.typed import Typed
from motcua.doors.entrance.pages import OfficerRequest, officer_page

PEOPLE = 5
LONGEST = 400
"""A scanned card's text is longer than what anybody types."""


@require_http_methods(["GET", "POST"])
@officer_page(*EVERYBODY, needs_key=False)
def search(request: OfficerRequest) -> HttpResponse:
    """Show the box, and what answers it."""
    typed, by = Typed(request.POST), request.acting
    text = typed.text("q")[:LONGEST]
    answered = answer(by, text, most=PAGE, people=PEOPLE, after=_mark(typed))
    shown = {
        "nav": nav(by, "search"),
        "q": text,
        "answer": answered,
        "table": dossier_table(answered.found.rows, _("Hồ sơ tìm thấy"), answered.leads_to),
        "people": person_table(answered.people) if answered.people else "",
        "is_empty": bool(text) and answered.is_empty,
        "everyday": () if text else everyday(by),
    }
    return render(request, "desk/search/page.html", shown)


@require_POST
@officer_page(*EVERYBODY, needs_key=False)
def suggest(request: OfficerRequest) -> HttpResponse:
    """Offer what the box would answer, while somebody types."""
    text = Typed(request.POST).text("q")[:LONGEST]
    items = suggestions(request.acting, text) if text else ()
    return render(request, "ui/_suggestions.html", {"items": items, "list_id": "cmd-l"})


def _mark(typed: Typed) -> Mark | None:
    dossier_id = typed.row("after")
    return None if dossier_id is None else Mark(typed.text("exact") == "1", dossier_id)
