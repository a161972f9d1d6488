"""C2: the list of procedures, one procedure, and its sheet for the notice board."""

from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.casework.documents.posting import draw_uncounted
from motcua.doors.entrance.pages import PublicRequest, Rate, public_page
from motcua.doors.portal import listing
from motcua.doors.portal.naming import dossier_code
from motcua.doors.portal.noticing import notice_sheet
from motcua.doors.portal.telling import told
from motcua.kit import clock, dates
from motcua.kit.ids import row_number
from motcua.registers.catalogue.queries import ProcedurePage, procedure_page, search_procedures
from motcua.registers.catalogue.queries.browse import browse, fields_in_force


@require_safe
@public_page()
def procedures(request: PublicRequest) -> HttpResponse:
    """List the procedures by field, or those that answer the words in the box."""
    words, on = request.GET.get("q", "").strip()[:200], dates.local(clock.now()).date()
    if code := dossier_code(words):
        return redirect(f"{reverse('portal:track')}?{urlencode({'code': code})}")
    if words:
        rows = search_procedures(words, on)
        shown = {"q": words, "table": listing.table(rows), "count": len(rows)}
        return render(request, "portal/found.html", shown)
    field, after = request.GET.get("field", ""), request.GET.get("after", "")
    page = browse(on, field, after)
    fields = fields_in_force(on)
    shown = {
        "fields": listing.field_links(fields, field),
        "heading": listing.heading(fields, field),
        "table": listing.table(page.rows),
        "pager": listing.pager(page, field, after),
    }
    return render(request, "portal/procedures.html", shown)


@require_safe
@public_page()
def procedure(request: PublicRequest, code: str) -> HttpResponse:
    """Say what to bring, how long it takes, what it costs, who decides and on which law."""
    now = clock.now()
    page = _page(code, dates.local(now).date())
    case = request.GET.get("case", "")
    shown = {"p": told(page, row_number(case), now)}
    return render(request, "portal/procedure.html", shown)


@require_safe
@public_page(rate=Rate(times=60, seconds=60))
def notice(request: PublicRequest, code: str) -> HttpResponse:
    """Print the procedure's sheet for the notice board: two A4 pages, with a QR to its page."""
    now = clock.now()
    sheet = notice_sheet(_page(code, dates.local(now).date()), now)
    response = HttpResponse(draw_uncounted(sheet, now).pdf, content_type="application/pdf")
    name = _("niem-yet") + f"-{code}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _page(code: str, on: date) -> ProcedurePage:
    page = procedure_page(code, on)
    if page is None:
        raise Http404
    return page
