"""R2: one page from the person to the receipt; everything typed is kept on the server."""

from collections.abc import Callable
from datetime import date

from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.casework.dossiers.actions import drop_draft, keep_draft
from motcua.casework.dossiers.queries import DraftRow, draft_of
from motcua.casework.lifecycle.at_counter import CounterRow, of_owner, owners_in_sight
from motcua.casework.lifecycle.offer import Offer, offer, terms_of
from motcua.casework.lifecycle.receive import receive, receive_filed
from motcua.casework.lifecycle.refuse import refuse_at_counter
from motcua.casework.lifecycle.supplement import ask_before_reception
from motcua.doors.desk.filing_form import (
    errors_of_person,
    errors_of_procedure,
    filing_of,
    wish_of,
)
from motcua.doors.desk.looking_up import looked_up, of_applicant
from motcua.doors.desk.navigation import COUNTER, nav
from motcua.doors.desk.reception_fields import name_of
from motcua.doors.desk.reception_screen import Ground, Screen, screen
from motcua.doors.desk.refiling import form_of_dossier
from motcua.doors.desk.stored_papers import stored_offers
from motcua.doors.desk.typed import Typed, fields_of, form_of
from motcua.doors.desk.views.not_received import demand_of
from motcua.doors.desk.views.receipt import found
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.foundation.journal.queries import is_used
from motcua.kit import clock
from motcua.kit.clock import VIETNAM
from motcua.kit.ids import new_key
from motcua.registers.catalogue.queries import exemption_names, search_procedures
from motcua.registers.organisation.queries import units_as_of
from motcua.registers.organisation.rules import Acting, Level

DRAFT = "reception"
SUGGESTED = 8
EARLIER = 3


def page(request: OfficerRequest, *, tried: bool = False) -> HttpResponse:
    """Show the form as typed: just now, in a draft, or begun with a known applicant."""
    form, kept_at = request.typed, None
    if not form:
        form = _begun(request)
    if not form and (unsent := unsent_draft(request.user.pk)):
        form, kept_at = form_of(unsent.fields), unsent.saved_at
    shown = {
        "nav": nav(request.acting, "reception"),
        "s": drawn(form, request.acting, tried=tried),
        "key": Typed(request.POST).key() or Typed(form).key() or new_key(),
        "kept_at": kept_at,
        "message": request.message,
    }
    return render(request, "desk/reception/page.html", shown, status=422 if tried else 200)


def unsent_draft(officer_id: int) -> DraftRow | None:
    """Return what is typed and not sent: a draft whose request key has acted is spent.

    So a reception need not delete it, and a refused one loses nothing.
    """
    kept = draft_of(officer_id, DRAFT)
    key = Typed(form_of(kept.fields)).key() if kept else None
    return None if key and is_used(key) else kept


@require_http_methods(["GET", "POST"])
@officer_page(*COUNTER, again=page)
def reception(request: OfficerRequest) -> HttpResponseBase:
    """Show the page, or do what its button says."""
    if request.method == "GET":
        return page(request)
    return _ACTS.get(request.POST.get("act", ""), _show)(request)


@require_POST
@officer_page(*COUNTER, needs_key=False)
def panes(request: OfficerRequest) -> HttpResponse:
    """Compute the panes anew from what stands in the form now."""
    shown = {"s": drawn(looked_up(request.POST), request.acting)}
    return render(request, "desk/reception/_panes.html", shown)


@require_POST
@officer_page(*COUNTER, needs_key=False)
def draft(request: OfficerRequest) -> HttpResponse:
    """Keep what is typed, every two seconds."""
    keep_draft(request.user.pk, DRAFT, fields_of(request.POST), now=clock.now())
    return HttpResponse(status=204)


@require_safe
@officer_page(*COUNTER)
def procedures(request: OfficerRequest) -> HttpResponse:
    """Suggest procedures for the words typed so far."""
    found = search_procedures(request.GET.get("q", "")[:200], _today(), SUGGESTED)
    items = [
        {"value": row.code, "label": name_of(row.name, row.name_en), "note": row.code, "href": ""}
        for row in found
    ]
    shown = {"items": items, "list_id": "f-procedure-l"}
    return render(request, "ui/_suggestions.html", shown)


def drawn(form: QueryDict, by: Acting, *, tried: bool = False) -> Screen:
    """Draw the page's panes for a form."""
    copy = _placed(form, by)
    typed, now = Typed(copy), clock.now()
    wished = wish_of(typed)
    chosen = offer(wished, now=now) if wished.code else None
    if chosen and typed.text("procedure") not in ("", chosen.name, chosen.name_en):
        chosen = None
    if chosen and not typed.text("procedure"):
        copy["procedure"] = name_of(chosen.name, chosen.name_en)
    words = "" if chosen else typed.text("procedure")
    ground = Ground(
        by=by,
        now=now,
        communes=units_as_of(_today(), Level.COMMUNE),
        offer=chosen,
        earlier=_earlier(by, typed, chosen),
        found=search_procedures(words, _today(), SUGGESTED),
        exemptions=exemption_names(_exemptible(chosen)),
        stored=stored_offers(typed, chosen, _today()),
        tried=tried,
    )
    return screen(typed.form, ground)


def _begun(request: OfficerRequest) -> QueryDict:
    """Begin with a known person, or with a dossier filed before; else with nothing."""
    asked = Typed(request.GET)
    person = asked.row("person")
    if person is not None:
        if not owners_in_sight(request.acting, [person]):
            raise Http404
        return of_applicant(person)
    if filed := asked.text("filed"):
        return form_of_dossier(found(request, filed, "desk.reception"))
    return QueryDict()


def _placed(form: QueryDict, by: Acting) -> QueryDict:
    """A commune's own desk settles at home unless it says otherwise."""
    copy = form.copy()
    if "place" not in copy:
        copy["place"] = str(by.unit_id)
    return copy


def _earlier(by: Acting, typed: Typed, chosen: Offer | None) -> tuple[CounterRow, ...]:
    """Return what a known person filed last, while nothing is chosen yet."""
    known_id = typed.row("known_id")
    return of_owner(by, known_id, EARLIER) if known_id and chosen is None else ()


def _exemptible(chosen: Offer | None) -> set[str]:
    return set(chosen.exempt_codes) if chosen else set()


def _show(request: OfficerRequest) -> HttpResponse:
    request.typed = looked_up(request.POST)
    return page(request)


def _receive(request: OfficerRequest) -> HttpResponseBase:
    typed, now = Typed(_placed(looked_up(request.POST), request.acting)), clock.now()
    chosen = terms_of(wish_of(typed), now=now)
    if chosen is None or errors_of_person(typed) | errors_of_procedure(typed, chosen):
        request.typed = typed.form
        return page(request, tried=True)
    filing = filing_of(typed, chosen, request.acting)
    by, key, cash = request.acting, request.key, typed.text("pay") == "cash"
    if filed := typed.text("filed"):
        dossier_id = found(request, filed, "desk.reception").dossier_id
        received = receive_filed(dossier_id, filing, by=by, now=now, key=key, takes_cash=cash)
    else:
        received = receive(filing, by=by, now=now, key=key, takes_cash=cash)
    return redirect("desk:receipt", code=received.dossier.code)


def _not_received(request: OfficerRequest) -> HttpResponseBase:
    """Ask for what lacks, or refuse: the filing is kept under a code, with form 02 or 03."""
    typed, now = Typed(_placed(looked_up(request.POST), request.acting)), clock.now()
    chosen = terms_of(wish_of(typed), now=now)
    if chosen is None or chosen.competent is None or errors_of_person(typed):
        request.typed = typed.form
        return page(request, tried=True)
    filing, by, key = filing_of(typed, chosen, request.acting), request.acting, request.key
    if request.POST["act"] == "refuse":
        reason = typed.prose("reason")
        dossier = refuse_at_counter(filing, reason=reason, by=by, now=now, key=key)
    else:
        demand = demand_of(typed, filing)
        dossier = ask_before_reception(filing, demand, by=by, now=now, key=key)
    return redirect("desk:receipt", code=dossier.code)


def _begin_anew(request: OfficerRequest) -> HttpResponseBase:
    drop_draft(request.user.pk, DRAFT)
    return redirect("desk:reception")


def _today() -> date:
    return clock.now().astimezone(VIETNAM).date()


_ACTS: dict[str, Callable[[OfficerRequest], HttpResponseBase]] = {
    "receive": _receive,
    "supplement": _not_received,
    "refuse": _not_received,
    "new": _begin_anew,
}
