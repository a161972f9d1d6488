"""L2: read the very file, then sign all that were read with one PIN; and the clerk's seals."""

from dataclasses import dataclass
from io import BytesIO

import pypdfium2
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from motcua.casework.lifecycle.originals import original_of, shown_to
from motcua.casework.lifecycle.seal_result import seal_results, waiting_for_seal
from motcua.casework.lifecycle.sign_result import (
    CannotSignResult,
    see_original,
    sign_results,
    turn_original,
)
from motcua.casework.lifecycle.signing_batch import Chosen, Original, Signed
from motcua.casework.processes import queries
from motcua.casework.processes.queries import LEADERS, Scope, Wanted, WorkRow
from motcua.casework.processes.rules import Act
from motcua.casework.signing.queries import may_sign
from motcua.doors.desk.deadlines import Promised, chip, present
from motcua.doors.desk.navigation import CLERKS, nav
from motcua.doors.desk.sign_words import left_words
from motcua.doors.desk.typed import Typed
from motcua.doors.desk.views.approval import five_lines
from motcua.doors.desk.views.dossier import header, legal_clock, opened
from motcua.doors.desk.worklist_table import procedure_name
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.engine.pdfa.pages import page_count
from motcua.kit import clock
from motcua.kit.ids import row_number
from motcua.registers.calendar.queries import calendar_of
from motcua.registers.organisation.rules import Acting
from motcua.ui.values import Due

_WIDTH = 900
"""Pixels of a page's picture."""


@dataclass(frozen=True)
class ToSign:
    """A line of the queue; `value` is the step with its file's hash, once that was read."""

    href: str
    procedure: str
    owner: str
    due: Due
    value: str
    refuses: bool
    is_current: bool


@require_safe
@officer_page(*LEADERS)
def sign(request: OfficerRequest, task_id: int = 0) -> HttpResponse:
    """Show the queue, and the very file of the result that is to be signed now."""
    by, now = request.acting, clock.now()
    held = present(calendar_of(by.unit_id), now)
    found, _after = queries.work_of(by, Wanted(Scope.APPROVALS, now, held.near))
    rows = [row for row in found if row.act == Act.APPROVE]
    current = next((row for row in rows if task_id in (0, row.task_id)), None)
    if current is None:
        return _nothing(request, task_id)
    space = opened(current.dossier_id, by, now, purpose="desk.sign")
    original = _original(current.task_id, by)
    seen = shown_to(by, [row.dossier_id for row in rows])
    shown = {
        **header(space, legal_clock(space, now), by, now),
        "nav": nav(by, "sign"),
        "queue": tuple(
            ToSign(
                reverse("desk:sign_one", args=[row.task_id]),
                procedure_name(row.procedure, row.procedure_en),
                row.owner,
                chip(_promised(row), held),
                f"{row.task_id}:{seen[row.dossier_id].sha256}" if row.dossier_id in seen else "",
                row.dossier_id in seen and seen[row.dossier_id].refuses,
                row.task_id == current.task_id,
            )
            for row in rows
        ),
        "lines": five_lines(space),
        "original": original,
        "pages": range(1, 1 + page_count(original.pdf)) if original else (),
        "may_sign": may_sign(by.officer_id, now),
        "approve": reverse("desk:approval", args=[current.task_id]),
    }
    return render(request, "desk/sign/page.html", shown)


def _original(task_id: int, by: Acting) -> Original | None:
    """The file, drawn and noted as seen; None where another leader decides after this one."""
    try:
        return see_original(task_id, by=by, now=clock.now())
    except CannotSignResult:
        return None


def _promised(row: WorkRow) -> Promised:
    due, first = row.dossier_due_at, row.original_due_at
    return Promised(row.state, row.received_at, due, first, None, row.paused_at)


def _nothing(request: OfficerRequest, task_id: int) -> HttpResponse:
    """Say that nothing waits, or that this dossier does not wait for this leader."""
    shown: dict[str, object] = {"nav": nav(request.acting, "sign"), "dossier": None}
    if task_id:
        number = queries.dossier_of(task_id) or 0
        space = opened(number, request.acting, clock.now(), purpose="desk.sign")
        shown["dossier"] = space.dossier
    return render(request, "desk/approval/empty.html", shown)


@require_POST
@officer_page(*LEADERS)
def turn(request: OfficerRequest, task_id: int) -> HttpResponse:
    """Make the file refuse with a reason, or grant again; then it is shown anew."""
    typed = Typed(request.POST)
    refusing = typed.prose("reason") if typed.text("to") == "refuse" else None
    turn_original(task_id, refusing=refusing, by=request.acting, now=clock.now(), key=typed.key())
    return redirect("desk:sign_one", task_id)


@require_POST
@officer_page(*LEADERS)
def sign_seen(request: OfficerRequest) -> HttpResponse:
    """Sign what was ticked, with one PIN; say of each that was left why."""
    typed, by = Typed(request.POST), request.acting
    signed = sign_results(chosen(request), typed.text("pin"), by=by, now=clock.now())
    count = len(signed.done)
    say(request, signed, ngettext("Đã ký số %(n)s văn bản.", "Đã ký số %(n)s văn bản.", count))
    return redirect("desk:sign")


def chosen(request: OfficerRequest) -> list[Chosen]:
    """Return the files that a form names: each the step and the hash that was shown."""
    return [
        Chosen(task_id, sha)
        for task, _colon, sha in (one.partition(":") for one in request.POST.getlist("paper"))
        if (task_id := row_number(task)) is not None
    ]


@require_safe
@officer_page(*CLERKS)
def seals(request: OfficerRequest) -> HttpResponse:
    """List the results that are numbered and wait for the seal."""
    shown = {"nav": nav(request.acting, "seals"), "waiting": waiting_for_seal(request.acting)}
    return render(request, "desk/sign/seals.html", shown)


@require_POST
@officer_page(*CLERKS)
def seal(request: OfficerRequest) -> HttpResponse:
    """Seal what was ticked, with one PIN."""
    typed = Typed(request.POST)
    rows = map(row_number, request.POST.getlist("result"))
    ids = [result_id for result_id in rows if result_id is not None]
    by = request.acting
    signed = seal_results(ids, typed.text("pin"), by=by, now=clock.now())
    count = len(signed.done)
    said = ngettext("Đã đóng dấu số %(n)s văn bản.", "Đã đóng dấu số %(n)s văn bản.", count)
    say(request, signed, said)
    return redirect("desk:seals")


def say(request: OfficerRequest, signed: Signed, said: str) -> None:
    """Say how many were signed, and of each that was left why."""
    count = len(signed.done)
    if count:
        messages.success(request, said % {"n": count})
    for _one, reason in signed.left:
        messages.warning(request, left_words(reason))


@require_safe
@officer_page()
def original(request: OfficerRequest, dossier_id: int) -> HttpResponse:
    """Give the electronic original of a dossier's result, whole or a page's picture."""
    by, now = request.acting, clock.now()
    space = opened(dossier_id, by, now, purpose="desk.original")
    pdf = original_of(space.dossier.pk)
    if pdf is None:
        raise Http404
    return file_or_picture(request, pdf, f"{space.dossier.code}.pdf")


def file_or_picture(request: OfficerRequest, pdf: bytes, name: str) -> HttpResponse:
    """Give a file of our own making, or the picture of the page that the address names."""
    if request.GET.get("page"):
        return _picture(pdf, Typed(request.GET).row("page") or 1)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _picture(pdf: bytes, number: int) -> HttpResponse:
    """The file is of our own making, so it is drawn here and not in isolation."""
    with pypdfium2.PdfDocument(pdf) as document:
        if not 0 < number <= len(document):
            raise Http404
        document.init_forms()
        page = document[number - 1]
        drawn = page.render(scale=_WIDTH / page.get_width()).to_pil()
    out = BytesIO()
    drawn.save(out, "PNG")
    return HttpResponse(out.getvalue(), content_type="image/png")
