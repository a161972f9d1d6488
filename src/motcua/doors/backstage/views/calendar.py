"""A2: the working calendar; every change first shows which open promises it would move."""

from functools import partial

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.casework.dossiers.forecast import MovedDue, would_move
from motcua.doors.backstage.changes import CHANGES, Change, DayTaken
from motcua.doors.backstage.forms import take
from motcua.doors.backstage.frame import KEEPERS, FormPage, once, show, show_form
from motcua.doors.backstage.lists import moment_said
from motcua.doors.backstage.staffing import units_kept
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.kit import clock
from motcua.kit.dates import day
from motcua.registers.calendar import actions
from motcua.registers.calendar.permissions import may_edit_for_all
from motcua.registers.calendar.queries import (
    DayRow,
    approved_years,
    closures_of,
    days_of_year,
    read_book,
)
from motcua.registers.organisation.rules import Role
from motcua.ui import pieces
from motcua.ui.rows import Column, compile_rows
from motcua.ui.values import Link

SHOWN = 50
_DAYS = compile_rows(
    Column(gettext_lazy("Ngày"), lambda row: day(row.on), "head"),
    Column(gettext_lazy("Nội dung"), "name", small="source"),
    Column(gettext_lazy("Làm việc"), lambda row: _worked(row), "nw"),
)
_MOVED = compile_rows(
    Column(gettext_lazy("Mã hồ sơ"), "code", "code"),
    Column(gettext_lazy("Cơ quan giải quyết"), "unit_name"),
    Column(gettext_lazy("Đang hẹn"), lambda row: moment_said(row.due_at), "nw"),
    Column(gettext_lazy("Tính lại sẽ là"), lambda row: moment_said(row.would_be_due_at), "nw"),
)


@require_safe
@officer_page(*KEEPERS)
def calendar(request: OfficerRequest) -> HttpResponse:
    """Show a year's days, the decided years and the closures within reach."""
    now = clock.now().astimezone(clock.VIETNAM)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else now.year
    years = approved_years()
    rows = days_of_year(year)
    kept = {row.id: row.name for row in units_kept(request.acting, now.date())}
    span = sorted({*years, year, now.year + 1})
    shown = {
        "year": year,
        "tabs": tuple(Link(str(one), f"?year={one}", one == year) for one in span),
        "decision": years.get(year, ""),
        "days": _DAYS.table(rows, _("Ngày khác thường trong năm")) if rows else "",
        "changes": _offered(request, year),
        "closures": [
            (key, kept[one.unit_id], day(one.first_on), day(one.last_on), one.reason)
            for key, one in closures_of(frozenset(kept))
        ],
    }
    return show(request, "calendar", shown)


def _ask(request: OfficerRequest, name: str) -> HttpResponse:
    return show_form(request, _page(request, _change(request, name)))


@require_http_methods(["GET", "POST"])
@officer_page(*KEEPERS, again=_ask)
def change(request: OfficerRequest, name: str) -> HttpResponse:
    """Preview a change of the calendar, then make it."""
    if request.method == "GET":
        return _ask(request, name)
    wanted = _change(request, name)
    page = _page(request, wanted)
    answers = take(page.asks, request.POST)
    if answers.errors:
        return show_form(request, page, answers)
    if request.POST.get("do") != "apply":
        moved = would_move(wanted.forecast(read_book(), answers.values))
        return show(request, "preview", {"page": page, "fields": answers.fields, **_seen(moved)})
    act = partial(wanted.make, answers.values, by=request.acting, now=clock.now())
    try:
        once(request, act)
    except IntegrityError as clash:
        raise DayTaken(wanted.day_of(answers.values)) from clash
    messages.success(request, _("Đã sửa lịch làm việc."))
    return redirect("backstage:calendar")


@require_POST
@officer_page(*KEEPERS)
def reopen(request: OfficerRequest, closure_id: int) -> HttpResponse:
    """Take a closure back."""
    reach = frozenset(row.id for row in units_kept(request.acting, clock.now().date()))
    if closure_id not in [key for key, _closure in closures_of(reach)]:
        raise Http404
    by, now = request.acting, clock.now()
    once(request, partial(actions.reopen_unit, closure_id, by=by, now=now))
    messages.success(request, _("Đã bỏ ngày đóng cửa."))
    return redirect("backstage:calendar")


def _change(request: OfficerRequest, name: str) -> Change:
    wanted = CHANGES.get(name)
    if wanted is None or (wanted.is_for_all and not may_edit_for_all(request.acting)):
        raise Http404
    return wanted


def _page(request: OfficerRequest, wanted: Change) -> FormPage:
    reach = units_kept(request.acting, clock.now().date())
    back = Link(_("Lịch làm việc"), reverse("backstage:calendar"))
    asks = wanted.asks(reach, request.acting.may(Role.SYSTEM_ADMIN))
    lead = _(
        "Bước sau cho xem những hồ sơ đang mở có hạn thay đổi; chưa sửa gì cho đến khi áp dụng."
    )
    return FormPage(str(wanted.title), _("Xem trước tác động"), asks, lead, back)


def _seen(moved: tuple[MovedDue, ...]) -> dict[str, object]:
    return {
        "count": len(moved),
        "shown": min(len(moved), SHOWN),
        "moved": _MOVED.table(moved[:SHOWN], _("Hồ sơ có hạn thay đổi")) if moved else "",
    }


def _offered(request: OfficerRequest, year: int) -> tuple[Link, ...]:
    is_for_all = may_edit_for_all(request.acting)
    return tuple(
        Link(str(one.title), reverse("backstage:change", args=[name]))
        for name, one in CHANGES.items()
        if is_for_all or not one.is_for_all
    )


def _worked(row: DayRow) -> str:
    return pieces.dot("ok", _("Làm việc")) if row.is_worked else pieces.dot("none", _("Nghỉ"))
