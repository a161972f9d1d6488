"""R3: the scan station of a dossier, and the tray of pages that nobody has claimed."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.casework.lifecycle.asked import code_in
from motcua.casework.lifecycle.at_counter import CounterRow, by_code
from motcua.casework.lifecycle.queries import visible_to
from motcua.casework.scanning import actions, queries
from motcua.casework.scanning.models import Stack
from motcua.casework.scanning.permissions import SCANNERS, hand_of, may_scan
from motcua.casework.signing.queries import may_sign
from motcua.casework.vault.certifying import Scan
from motcua.doors.desk.navigation import EVERYBODY, nav
from motcua.doors.desk.scan_page import shown_station, shown_tray
from motcua.doors.desk.typed import Typed
from motcua.doors.desk.views.receipt import found
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.foundation.files.actions import WrongOffset
from motcua.foundation.files.models import Intake
from motcua.foundation.files.queries import read
from motcua.foundation.journal.actions import record_look
from motcua.kit import clock
from motcua.kit.ids import row_number

_A_DAY = "private, max-age=86400, immutable"


def station_page(request: OfficerRequest, code: str) -> HttpResponse:
    """Show the stack of a dossier beside its papers."""
    row = _own(request, code)
    station = queries.station_of(row.dossier_id, row.code)
    scans = station.to_certify if may_sign(request.acting.officer_id, clock.now()) else ()
    shown = {
        "nav": nav(request.acting, "scans"),
        "message": request.message,
        "row": row,
        "to_certify": [f"{scan.paper_id}:{scan.sha256}" for scan in scans],
    }
    return render(request, "desk/scan/page.html", shown | shown_station(station))


@require_http_methods(["GET", "POST"])
@officer_page(*SCANNERS, again=station_page)
def station(request: OfficerRequest, code: str) -> HttpResponseBase:
    """Show the station, or take a stack that was scanned at this dossier's desk."""
    if request.method == "GET":
        return station_page(request, code)
    row = _own(request, code)
    _take(request, row.dossier_id)
    return redirect("desk:scan", code=row.code)


@require_POST
@officer_page(*SCANNERS, again=station_page)
def place(request: OfficerRequest, code: str) -> HttpResponseBase:
    """Say what the chosen pages are: a paper of the folder, or nothing to keep."""
    row = _own(request, code)
    typed = Typed(request.POST)
    paper_id = typed.row("paper")
    if paper_id is None and typed.text("paper") != "out":
        raise actions.CannotPlace("no_such_paper")
    by, now = request.acting, clock.now()
    actions.place(row.dossier_id, _pages(request), paper_id, by=by, now=now, key=request.key)
    return redirect("desk:scan", code=row.code)


@require_POST
@officer_page(*SCANNERS, again=station_page, needs_key=False)
def certify(request: OfficerRequest, code: str) -> HttpResponseBase:
    """Sign the scans that were shown as true copies; what is signed already is not signed again."""
    row = _own(request, code)
    pin = request.POST.get("pin", "")
    seen = _scans(request)
    count = actions.certify(row.dossier_id, seen, pin, by=request.acting, now=clock.now())
    said = ngettext("Đã ký sao y %(n)s giấy tờ.", "Đã ký sao y %(n)s giấy tờ.", count)
    messages.success(request, said % {"n": count})
    return redirect("desk:scan", code=row.code)


def _scans(request: OfficerRequest) -> list[Scan]:
    """Read what the page said it showed, as paper and hash."""
    named = (one.partition(":") for one in request.POST.getlist("scan"))
    return [Scan(row_number(paper) or 0, sha256) for paper, _, sha256 in named]


def tray_page(request: OfficerRequest) -> HttpResponse:
    """Show pages that wait to be placed, and the newest stacks."""
    by = request.acting
    shown = {"nav": nav(by, "scans"), "message": request.message}
    return render(request, "desk/scan/tray.html", shown | shown_tray(by))


@require_http_methods(["GET", "POST"])
@officer_page(*SCANNERS, again=tray_page)
def scans(request: OfficerRequest) -> HttpResponseBase:
    """Show the tray, or take a stack of several dossiers, parted by their codes."""
    if request.method == "GET":
        return tray_page(request)
    _take(request, None)
    return redirect("desk:scans")


@require_POST
@officer_page(*SCANNERS, again=tray_page)
def adopt(request: OfficerRequest) -> HttpResponseBase:
    """Put chosen pages of the tray into the dossier whose code was typed or scanned."""
    row = by_code(request.acting, code_in(Typed(request.POST).text("code")))
    if row is None:
        raise actions.CannotPlace("no_such_dossier")
    by, now = request.acting, clock.now()
    actions.adopt(_pages(request), row.dossier_id, by=by, now=now, key=request.key)
    return redirect("desk:scan", code=row.code)


@require_POST
@officer_page(*SCANNERS)
def cancel(request: OfficerRequest, stack_id: int) -> HttpResponseBase:
    """Stop the machine; what was read stays."""
    try:
        actions.cancel(stack_id, by=request.acting, now=clock.now())
    except Stack.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("Đã dừng nhận dạng. Các trang vẫn xem được."))
    row = by_code(request.acting, Typed(request.POST).text("code"))
    return redirect("desk:scan", code=row.code) if row else redirect("desk:scans")


@require_safe
@officer_page(*EVERYBODY)
def picture(request: OfficerRequest, page_id: int, size: str) -> HttpResponse:
    """Give a page as JPEG to whoever sees its dossier, or works where it was scanned."""
    found = queries.picture_of(page_id, is_small=size == "small")
    if found is None or not _may_see(request, found):
        raise Http404
    if found.dossier_id is not None:
        _note(request, found.dossier_id, "desk.scan.page")
    headers = {"Cache-Control": _A_DAY}
    return HttpResponse(read(found.sha256), content_type="image/jpeg", headers=headers)


@require_safe
@officer_page(*EVERYBODY)
def file(request: OfficerRequest, file_id: int) -> HttpResponse:
    """Give the archival file of a paper."""
    row = queries.file_of(file_id)
    if row is None or not visible_to(request.acting).filter(pk=row[2]).exists():
        raise Http404
    _note(request, row[2], "desk.scan.file")
    headers = {"Content-Disposition": f'inline; filename="{row[1]}"'}
    return HttpResponse(read(row[0]), content_type="application/pdf", headers=headers)


def _note(request: OfficerRequest, dossier_id: int, purpose: str) -> None:
    by = request.acting
    record_look(dossier_id, by=by.actor, at=clock.now(), purpose=purpose, unit_id=by.unit_id)


def _take(request: OfficerRequest, dossier_id: int | None) -> None:
    sent, uploads = request.FILES.getlist("stack"), _uploads(request)
    if not sent and not uploads:
        raise actions.CannotPlace("no_file")
    by, now, pages = hand_of(request.acting), clock.now(), 0
    for one in sent:
        offered = actions.Offered(one.name or "", one.read(), dossier_id=dossier_id)
        pages += actions.take_stack(offered, by=by, now=now, key=request.key).page_count
    for upload_id in uploads:
        try:
            pages += actions.take_upload(upload_id, dossier_id, by=by, now=now).page_count
        except (WrongOffset, Intake.DoesNotExist) as lost:
            raise actions.CannotPlace("not_whole") from lost
    said = ngettext("Đã nhận %(n)s trang.", "Đã nhận %(n)s trang.", pages) % {"n": pages}
    messages.success(request, said)


def _uploads(request: OfficerRequest) -> list[UUID]:
    """The files that came in pieces before the form; a wrong id is nobody's upload."""
    try:
        return [UUID(one) for one in request.POST.getlist("upload")]
    except ValueError:
        raise Http404 from None


def _own(request: OfficerRequest, code: str) -> CounterRow:
    """The dossier of an address, for whoever may scan for it; 404 for everybody else."""
    is_watching = request.headers.get("X-Requested-With") == "watch"
    row = by_code(request.acting, code) if is_watching else found(request, code, "desk.scan")
    if row is None or not may_scan(request.acting, row.receiving_unit_id, row.return_unit_id):
        raise Http404
    return row


def _may_see(request: OfficerRequest, seen: queries.Picture) -> bool:
    if seen.dossier_id is None:
        return seen.unit_id in request.acting.unit_ids
    return visible_to(request.acting).filter(pk=seen.dossier_id).exists()


def _pages(request: OfficerRequest) -> list[int]:
    return [row for text in request.POST.getlist("page") if (row := row_number(text))]
