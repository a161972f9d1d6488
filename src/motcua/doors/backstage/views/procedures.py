"""A3: the editor of procedures: list, facts, tables, import."""

import json
from dataclasses import replace
from functools import partial
from textwrap import shorten
from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.doors.backstage.catalogue_words import STATES, texts
from motcua.doors.backstage.forms import Ask, GridRow, grid, grid_again, take
from motcua.doors.backstage.frame import CONTROLLERS, FormPage, once, show, show_form
from motcua.doors.backstage.lifetime import fact_asks, new_asks
from motcua.doors.backstage.lists import more
from motcua.doors.backstage.sayings import broken_said, lacks_said
from motcua.doors.backstage.sections import SECTIONS, Section
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.kit import clock
from motcua.kit.ids import row_number
from motcua.registers.catalogue import actions
from motcua.registers.catalogue.importer import import_payload
from motcua.registers.catalogue.queries.editing import (
    VersionLine,
    draft_of,
    version_line,
    versions,
)
from motcua.registers.catalogue.rules.draft import VersionDraft
from motcua.registers.catalogue.rules.kinds import VersionState
from motcua.ui import pieces
from motcua.ui.fields import Field
from motcua.ui.rows import Column, compile_rows
from motcua.ui.values import Link

PAGE = 50
LARGEST = 5_000_000
_SHORT = 90
"""Letters of what a version lacks in the list; its own page tells all."""
_LIST = compile_rows(
    Column(gettext_lazy("Mã"), "code", "code"),
    Column(
        gettext_lazy("Thủ tục"),
        "name",
        "head",
        href=lambda row: reverse("backstage:version", args=[row.version_id]),
    ),
    Column(gettext_lazy("Phiên bản"), "number", "num"),
    Column(gettext_lazy("Tình trạng"), lambda row: state_of(row), "nw"),
    Column(gettext_lazy("Còn thiếu"), lambda row: _wanting(row)),
)
_UNREAD = compile_rows(
    Column(gettext_lazy("Mã"), "code", "code"),
    Column(gettext_lazy("Mục"), "field"),
    Column(gettext_lazy("Nguyên văn"), "text", small="why"),
)


@require_safe
@officer_page(*CONTROLLERS)
def procedures(request: OfficerRequest) -> HttpResponse:
    """List the versions with their state and what each still lacks."""
    text, state = request.GET.get("q", ""), request.GET.get("state", "")
    code, _sign, number = request.GET.get("after", "").rpartition("|")
    nth = row_number(number)
    after = (code, nth) if code and nth is not None else None
    state = state if state in set(VersionState) else ""
    rows = versions(text=text, state=state, after=after, limit=PAGE + 1)
    here = reverse("backstage:procedures")
    states = (Link(str(word), f"?state={one}", one == state) for one, word in STATES.items())
    tabs = (Link(_("Tất cả"), here, not state), *states)
    shown = {
        "text": text, "state": state, "tabs": tabs, "count": len(rows[:PAGE]),
        "table": _LIST.table(rows[:PAGE], _("Thủ tục")),
        "pager": more(request, rows, PAGE, lambda row: f"{row.code}|{row.number}"),
    }  # fmt: skip
    return show(request, "procedures", shown)


def _ask_new(request: OfficerRequest) -> HttpResponse:
    return show_form(request, _new_page())


@require_http_methods(["GET", "POST"])
@officer_page(*CONTROLLERS, again=_ask_new)
def new(request: OfficerRequest) -> HttpResponse:
    """Begin the draft of a new procedure."""
    if request.method == "GET":
        return _ask_new(request)
    page = _new_page()
    answers = take(page.asks, request.POST)
    if answers.errors:
        return show_form(request, page, answers)
    facts = VersionDraft(**answers.values)
    made = once(request, partial(actions.draft, facts, by=request.acting, now=clock.now()))
    if made is None:
        return redirect("backstage:procedures")
    return redirect("backstage:version", made.pk)


@require_POST
@officer_page(*CONTROLLERS)
def next_version(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Begin a new version from this one; dossiers received so far keep theirs."""
    line_of(version_id)
    facts = draft_of(version_id)
    made = once(request, partial(actions.draft, facts, by=request.acting, now=clock.now()))
    return redirect("backstage:version", made.pk) if made else redirect("backstage:procedures")


def _ask_facts(request: OfficerRequest, version_id: int) -> HttpResponse:
    return show_form(request, _facts_page(version_id))


@require_http_methods(["GET", "POST"])
@officer_page(*CONTROLLERS, again=_ask_facts)
def facts(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Edit what a version says besides its tables."""
    if request.method == "GET":
        return _ask_facts(request, version_id)
    page = _facts_page(version_id)
    answers = take(page.asks, request.POST)
    if answers.errors:
        return show_form(request, page, answers)
    said = replace(draft_of(version_id), **answers.values)
    by, now = request.acting, clock.now()
    once(request, partial(actions.edit_draft, version_id, said, by=by, now=now))
    messages.success(request, _("Đã lưu."))
    return redirect("backstage:version", version_id)


@require_http_methods(["GET", "POST"])
@officer_page(*CONTROLLERS)
def section(request: OfficerRequest, version_id: int, part: str) -> HttpResponse:
    """Edit one table of a version: papers, fees, limits, results, bases, cases."""
    line, table = line_of(version_id), SECTIONS.get(part)
    if table is None:
        raise Http404
    said = draft_of(version_id)
    before = getattr(said, part)
    if request.method == "GET":
        names = [ask.name for ask in table.columns()]
        known = grid(table.columns(), [texts(row, names) for row in before])
        return _sheet(request, line, table, grid_again(table.columns(), request.typed)[0] or known)
    rows, taken = grid_again(table.columns(), request.POST)
    if request.POST.get("stamp") != line.edited_at.isoformat():
        return _sheet(request, line, table, rows, _("Bản dự thảo vừa được sửa ở nơi khác."))
    if any(row.errors for row in taken):
        return _sheet(request, line, table, rows, _("Có ô chưa đọc được."))
    filled: dict[str, Any] = {part: table.rows_of(taken, before)}
    after = replace(said, **filled)
    act = partial(actions.edit_draft, version_id, after, by=request.acting, now=clock.now())
    try:
        once(request, act)
    except IntegrityError as broken:
        return _sheet(request, line, table, rows, broken_said(broken))
    messages.success(request, _("Đã lưu."))
    return redirect("backstage:section", version_id, part)


def _sheet(
    request: OfficerRequest, line: VersionLine, table: Section, rows: tuple[GridRow, ...],
    refused: str = "",
) -> HttpResponse:  # fmt: skip
    shown = {
        "line": line,
        "table": table,
        "columns": table.columns(),
        "rows": rows,
        "refused": refused,
        "errors": tuple(error for row in rows for error in row.errors),
        "stamp": line.edited_at.isoformat(),
        "is_open": line.state is VersionState.DRAFT,
    }
    return show(request, "section", shown, 422 if refused else 200)


@require_http_methods(["GET", "POST"])
@officer_page(*CONTROLLERS)
def bring(request: OfficerRequest) -> HttpResponse:
    """Import a file of the national catalogue as drafts; report what was not understood."""
    page = _import_page()
    if request.method == "GET":
        return show_form(request, page)
    sent = request.FILES.get("file")
    if sent is None or (sent.size or 0) > LARGEST:
        return _refuse_file(request, page, _("Xin chọn một tệp JSON không quá 5 MB."))
    try:
        payload = json.loads(sent.read().decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return _refuse_file(request, page, _("Tệp này không phải là JSON đọc được."))
    act = partial(import_payload, payload, by=request.acting, now=clock.now())
    report = once(request, act)
    if report is None:
        return redirect("backstage:procedures")
    unread = _UNREAD.table(report.unread, _("Chưa hiểu")) if report.unread else ""
    return show(request, "imported", {"report": report, "unread": unread})


def line_of(version_id: int) -> VersionLine:
    """Return the version, or 404."""
    line = version_line(version_id)
    if line is None:
        raise Http404
    return line


def state_of(line: VersionLine) -> str:
    """Draw the state of a version."""
    if line.state is VersionState.DRAFT:
        return pieces.status("soon", str(STATES[line.state]))
    if line.state is VersionState.ABOLISHED:
        return pieces.status("none", str(STATES[line.state]))
    if line.active_at is None:
        return pieces.status("soon", _("Công khai, chưa nhận hồ sơ"))
    return pieces.status("ok", str(STATES[line.state]))


def _wanting(line: VersionLine) -> str:
    wanting = [lacks_said(line.lacks)] if line.lacks else []
    if line.approved_at is None:
        wanting.append(_("phê duyệt quy trình nội bộ"))
    if line.active_at is None:
        wanting.append(_("kích hoạt quy trình điện tử"))
    return shorten(", ".join(wanting), _SHORT, placeholder=" …")


def _new_page() -> FormPage:
    back = Link(_("Thủ tục"), reverse("backstage:procedures"))
    return FormPage(_("Thủ tục mới"), _("Tạo bản dự thảo"), new_asks(), back=back)


def _facts_page(version_id: int) -> FormPage:
    line = line_of(version_id)
    back = Link(line.name, reverse("backstage:version", args=[version_id]))
    return FormPage(_("Thông tin chung"), _("Lưu"), fact_asks(draft_of(version_id)), back=back)


def _import_page() -> FormPage:
    back = Link(_("Thủ tục"), reverse("backstage:procedures"))
    lead = _("Tệp JSON của Cổng Dịch vụ công quốc gia. Mỗi thủ tục thành một bản dự thảo.")
    file = Field("file", _("Tệp JSON"), kind="file", attrs=(("accept", ".json"),))
    form = "multipart/form-data"
    return FormPage(_("Nhập từ tệp"), _("Nhập"), (Ask(file),), lead, back, enctype=form)


def _refuse_file(request: OfficerRequest, page: FormPage, said: str) -> HttpResponse:
    fields = (page.asks[0].field.wrong(said),)
    shown = {"page": page, "fields": fields, "errors": ()}
    return show(request, "form", shown, 422)
