"""A4: the designer of internal processes: a table of steps, its diagram, its faults by name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.casework.processes.actions import publish_from_table
from motcua.casework.processes.designing import (
    UNSTORABLE,
    approve_and_publish,
    bpmn_of,
    definitions_of,
    limit_of,
    problems_of,
    read_bpmn,
)
from motcua.doors.backstage.forms import Answers, GridRow, asked, grid, grid_again, take
from motcua.doors.backstage.frame import CONTROLLERS, once, show
from motcua.doors.backstage.lifetime import decision_asks, decision_of
from motcua.doors.backstage.lists import moment_said
from motcua.doors.backstage.process_words import FAULTS, WHY, hours, problem_said, row_of
from motcua.doors.backstage.steps import (
    TEMPLATES,
    columns,
    diagram,
    steps_from,
    template,
    texts_of,
)
from motcua.doors.backstage.views.procedures import line_of
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.engine.process.bpmn_compile import CannotCompile
from motcua.engine.process.bpmn_read import Unsupported
from motcua.engine.process.soundness import Problem
from motcua.engine.process.table import BadTable
from motcua.engine.process.xml_tree import BadXml
from motcua.kit import clock
from motcua.registers.catalogue.actions import edit_draft
from motcua.registers.catalogue.queries.editing import VersionLine, draft_of
from motcua.registers.catalogue.rules.draft import StepDraft
from motcua.registers.catalogue.rules.kinds import VersionState
from motcua.ui.values import FormError

LARGEST = 2_000_000


@dataclass(frozen=True)
class Desk:
    """What lies on the designer's desk: the version, the rows, their faults, the decision."""

    line: VersionLine
    steps: Sequence[StepDraft]
    problems: Sequence[Problem] = ()
    rows: tuple[GridRow, ...] = ()
    decision: Answers | None = None
    note: str = ""
    unsupported: tuple[Unsupported, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the table may still be written."""
        return self.line.state is VersionState.DRAFT and self.line.approved_at is None


@require_http_methods(["GET", "POST"])
@officer_page(*CONTROLLERS)
def process(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Show the table of steps; save it, or save, approve and publish it."""
    line, said = line_of(version_id), draft_of(version_id)
    if request.method == "GET":
        note = _("Mẫu này chưa được lưu.")
        wanted = template(request.GET.get("template", ""), limit_of(version_id))
        desk = Desk(line, wanted or _general(said.steps), note=note if wanted else "")
        return _show(request, replace(desk, problems=_faults(desk)))
    rows, taken = grid_again(columns(), request.POST)
    desk = Desk(line, steps_from(taken, said.steps), rows=rows)
    desk = replace(desk, problems=_faults(desk), decision=_decision(request))
    if not desk.is_open or any(row.errors for row in taken) or _is_refused(request, desk):
        return _show(request, desk, 422)
    special = tuple(step for step in said.steps if step.case)
    after = replace(said, steps=(*desk.steps, *special))
    once(request, partial(_write, request, version_id, after, desk.decision))
    messages.success(request, _("Quy trình đã được công bố.") if desk.decision else _("Đã lưu."))
    return redirect("backstage:process", version_id)


@require_POST
@officer_page(*CONTROLLERS)
def activate(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Put the approved table live as the electronic process."""
    line_of(version_id)
    by, now = request.acting, clock.now()
    once(request, partial(publish_from_table, version_id, by=by, now=now))
    messages.success(request, _("Quy trình đã được công bố."))
    return redirect("backstage:process", version_id)


@require_safe
@officer_page(*CONTROLLERS)
def bpmn(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Hand out the table as a BPMN 2.0 file with its diagram."""
    line = line_of(version_id)
    try:
        body = bpmn_of(_general(draft_of(version_id).steps), f"v{version_id}")
    except BadTable as bad:
        raise Http404 from bad
    response = HttpResponse(body, content_type="application/bpmn+xml")
    name = f"{line.code}-v{line.number}.bpmn"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@officer_page(*CONTROLLERS)
def upload(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Read a BPMN file into the table; name everything in it that is not played. Saves nothing."""
    line = line_of(version_id)
    before = Desk(line, _general(draft_of(version_id).steps))
    sent = request.FILES.get("file")
    if sent is None or (sent.size or 0) > LARGEST:
        note = _("Xin chọn một tệp BPMN không quá 2 MB.")
        return _show(request, replace(before, note=note), 422)
    try:
        read = read_bpmn(sent.read())
    except BadXml as bad:
        note = _("Tệp không phải BPMN đọc được (dòng %(line)s).") % {"line": bad.line}
        return _show(request, replace(before, note=note), 422)
    except CannotCompile as cannot:
        note = _("Sơ đồ này có phần hệ thống không chạy được; bảng cũ vẫn giữ nguyên.")
        return _show(request, replace(before, note=note, unsupported=cannot.unsupported), 422)
    except BadTable:
        return _show(request, replace(before, note=str(FAULTS["not_a_table"])), 422)
    note = _("Đã đọc tệp vào bảng. Xin xem lại rồi lưu.")
    desk = Desk(line, read.steps, note=note, unsupported=read.unsupported)
    return _show(request, replace(desk, problems=_faults(desk)))


def _decision(request: OfficerRequest) -> Answers | None:
    if request.POST.get("do") != "publish":
        return None
    return take(decision_asks(clock.now().date()), request.POST)


def _is_refused(request: OfficerRequest, desk: Desk) -> bool:
    """A draft may have faults, as long as the register can hold it; a publication may not."""
    if desk.decision:
        return bool(desk.problems or desk.decision.errors)
    return any(problem.kind in UNSTORABLE for problem in desk.problems)


def _write(request: OfficerRequest, version_id: int, after: Any, decision: Answers | None) -> None:
    by, now = request.acting, clock.now()
    edit_draft(version_id, after, by=by, now=now)
    if decision:
        approve_and_publish(version_id, decision_of(decision.values), by=by, now=now)


def _faults(desk: Desk) -> tuple[Problem, ...]:
    return problems_of(desk.steps, limit_of(desk.line.version_id))


def _general(steps: Sequence[StepDraft]) -> tuple[StepDraft, ...]:
    return tuple(step for step in steps if not step.case)


def _show(request: OfficerRequest, desk: Desk, status: int = 200) -> HttpResponse:
    keys = [step.key for step in desk.steps]
    rows = desk.rows or grid(columns(), [texts_of(step) for step in desk.steps])
    shown = {
        "line": desk.line,
        "is_open": desk.is_open,
        "columns": columns(),
        "rows": _noted(rows, desk.problems, keys),
        "faults": tuple(_fault(one, keys) for one in desk.problems),
        "errors": tuple(error for row in rows for error in row.errors)
        + (desk.decision.errors if desk.decision else ()),
        "decision": desk.decision.fields if desk.decision
        else asked(decision_asks(clock.now().astimezone(clock.VIETNAM).date())),
        "is_deciding": desk.decision is not None,
        "diagram": diagram(desk.steps, desk.line.name),
        "limit": hours(limit_of(desk.line.version_id)),
        "templates": TEMPLATES,
        "note": desk.note,
        "unsupported": tuple((one.element, one.id, str(WHY[one.why]), one.blocks)
                             for one in desk.unsupported),
        "definitions": tuple((row, moment_said(row.published_at))
                             for row in definitions_of(desk.line.version_id)),
        "may_activate": desk.line.approved_at is not None and desk.line.active_at is None,
    }  # fmt: skip
    return show(request, "process", shown, status)


def _noted(
    rows: Sequence[GridRow], problems: Sequence[Problem], keys: Sequence[str]
) -> tuple[GridRow, ...]:
    notes: dict[int, tuple[str, ...]] = {}
    for problem in problems:
        number = row_of(problem, keys)
        notes[number] = (*notes.get(number, ()), problem_said(problem))
    return tuple(replace(row, notes=notes.get(row.number, ())) for row in rows)


def _fault(problem: Problem, keys: Sequence[str]) -> FormError:
    number = row_of(problem, keys)
    said = problem_said(problem)
    if not number:
        return FormError(said)
    named = _("Dòng %(n)s (%(key)s): %(said)s") % {"n": number, "key": problem.node, "said": said}
    return FormError(named, f"row-{number}")
