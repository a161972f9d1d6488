"""A2: agencies with their dates and successors."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.doors.backstage.forms import Ask, Unreadable, day_of, take
from motcua.doors.backstage.frame import KEEPERS, FormPage, once, show, show_form
from motcua.doors.backstage.words import LEVELS
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.kit import clock
from motcua.kit.dates import day
from motcua.registers.calendar.queries import closures_of
from motcua.registers.organisation import actions
from motcua.registers.organisation.queries import (
    UnitCard,
    posts_in,
    predecessors,
    successors,
    unit_card,
    units_as_of,
)
from motcua.registers.organisation.rules import Level, UnitFacts, UnitRow, may_found
from motcua.ui.fields import Field, Option
from motcua.ui.rows import Column, compile_rows
from motcua.ui.values import Link


@dataclass(frozen=True)
class Branch:
    """A unit at its depth in the tree."""

    unit: UnitRow
    depth: int


_TREE = compile_rows(
    Column(
        gettext_lazy("Cơ quan"),
        "unit.name",
        "head",
        href=lambda row: reverse("backstage:unit", args=[row.unit.id]),
    ),
    Column(gettext_lazy("Mã"), "unit.code", "code"),
    Column(gettext_lazy("Cấp"), lambda row: LEVELS[row.unit.level]),
    Column(gettext_lazy("Từ ngày"), lambda row: day(row.unit.valid_from), "nw"),
    Column(gettext_lazy("Đến trước ngày"), lambda row: _end(row.unit.valid_to), "nw"),
    mark=lambda row: {"class": f"lv{min(row.depth, 4)}"},
)


@require_safe
@officer_page(*KEEPERS)
def units(request: OfficerRequest) -> HttpResponse:
    """Show the tree of units as it was on a day, today unless `?on=` says another."""
    typed, wrong = request.GET.get("on", ""), ""
    try:
        on = day_of(typed)
    except Unreadable as fault:
        on, wrong = None, str(fault)
    at = on or _today()
    rows = tuple(_branches(units_as_of(at)))
    asked = Field("on", _("Xem theo ngày"), typed or day(at), "date", error=wrong, size="m")
    shown = {
        "on": asked,
        "count": len(rows),
        "table": _TREE.table(rows, _("Cây cơ quan")),
        "may_found": may_found(request.acting, None),
    }
    return show(request, "units", shown, 422 if wrong else 200)


@require_safe
@officer_page(*KEEPERS)
def unit(request: OfficerRequest, unit_id: int) -> HttpResponse:
    """Show one unit: its dates, who was before and after it, who works there, when it closes."""
    card = _card(unit_id)
    today = _today()
    shown = {
        "card": card,
        "level": LEVELS[card.level],
        "begins": day(card.valid_from),
        "ends": _end(card.valid_to),
        "before": predecessors(unit_id, card.valid_from - timedelta(days=1)),
        "after": [row for row in successors(unit_id, today) if row.id != unit_id],
        "posts": posts_in([unit_id], clock.now()),
        "closures": [(key, day(c.first_on), day(c.last_on), c.reason)
                     for key, c in closures_of(frozenset({unit_id}))],
        "is_living": card.valid_to is None,
        "may_change": may_found(request.acting, card.parent_id) and card.valid_to is None,
        "may_found": may_found(request.acting, unit_id) and card.valid_to is None,
    }  # fmt: skip
    return show(request, "unit", shown)


def _ask_found(request: OfficerRequest, unit_id: int) -> HttpResponse:
    return show_form(request, _found_page(unit_id))


@require_http_methods(["GET", "POST"])
@officer_page(*KEEPERS, again=_ask_found)
def found(request: OfficerRequest, unit_id: int) -> HttpResponse:
    """Found a unit below another."""
    if request.method == "GET":
        return _ask_found(request, unit_id)
    page = _found_page(unit_id)
    answers = take(page.asks, request.POST)
    if answers.errors:
        return show_form(request, page, answers)
    facts = UnitFacts(**{name: answers[name] for name in answers.values})
    made = once(
        request, partial(actions.found_unit, facts, unit_id, by=request.acting, now=clock.now())
    )
    messages.success(request, _("Đã ghi cơ quan mới."))
    return redirect("backstage:unit", made or unit_id)


def _ask_successor(request: OfficerRequest, unit_id: int) -> HttpResponse:
    return show_form(request, _succeed_page(unit_id))


@require_http_methods(["GET", "POST"])
@officer_page(*KEEPERS, again=_ask_successor)
def succeed(request: OfficerRequest, unit_id: int) -> HttpResponse:
    """End a unit on a day and let its work go on in another, which may be a new one."""
    if request.method == "GET":
        return _ask_successor(request, unit_id)
    page = _succeed_page(unit_id)
    answers = take(page.asks, request.POST)
    if answers.errors:
        return show_form(request, page, answers)
    given, card = answers.values, _card(unit_id)
    fresh = UnitFacts(card.code, given["name"] or card.name, card.level, given["on"],
                      address=card.address, phone=card.phone)  # fmt: skip
    successor = int(given["into"]) if given["into"] else fresh
    basis, on = given["basis"], given["on"]
    act = partial(
        actions.succeed,
        [unit_id],
        successor,
        on=on,
        by=request.acting,
        now=clock.now(),
        basis=basis,
    )
    made = once(request, act)
    messages.success(request, _("Đã ghi cơ quan kế tục."))
    return redirect("backstage:unit", made or unit_id)


def _found_page(unit_id: int) -> FormPage:
    card = _card(unit_id)
    levels = tuple(Option(level, str(LEVELS[level])) for level in Level)
    asks = (
        Ask(Field("name", _("Tên cơ quan"), is_required=True)),
        Ask(Field("name_en", _("Tên tiếng Anh"))),
        Ask(Field("code", _("Mã"), f"{card.code}.", is_required=True, size="m",
                  hint=_("Dạng H41.14.02; mã cũ được suy ra từ mã này."))),
        Ask(Field("level", _("Cấp"), "division", "select", options=levels), Level),
        Ask(Field("valid_from", _("Từ ngày"), day(_today()), "date", is_required=True, size="m"),
            day_of),
        Ask(Field("address", _("Địa chỉ"))),
        Ask(Field("phone", _("Điện thoại"), kind="tel", size="m")),
    )  # fmt: skip
    title = _("Thêm cơ quan thuộc %(name)s") % {"name": card.name}
    return FormPage(title, _("Ghi cơ quan"), asks, back=_back(card))


def _succeed_page(unit_id: int) -> FormPage:
    card = _card(unit_id)
    others = [row for row in units_as_of(_today(), card.level) if row.id != unit_id]
    fresh = Option("", _("Một cơ quan mới, giữ mã này, tên ghi bên dưới"))
    into = (fresh, *(Option(str(row.id), f"{row.name} ({row.code})") for row in others))
    asks = (
        Ask(Field("on", _("Kể từ ngày"), "", "date", is_required=True, size="m"), day_of),
        Ask(Field("into", _("Công việc chuyển về"), "", "select", options=into)),
        Ask(Field("name", _("Tên mới"), hint=_("Để trống khi chuyển về cơ quan đã có."))),
        Ask(Field("basis", _("Căn cứ"), hint=_("Số và ngày của nghị quyết, quyết định."),
                  is_required=True)),
    )  # fmt: skip
    title = _("Kết thúc, chuyển việc của %(name)s") % {"name": card.name}
    lead = _("Quá khứ được giữ nguyên: hồ sơ, số liệu cũ vẫn mang tên cũ.")
    return FormPage(title, _("Ghi kế tục"), asks, lead, _back(card), "bad")


def _branches(rows: tuple[UnitRow, ...]) -> Iterator[Branch]:
    here = {row.id for row in rows}
    below: dict[int | None, list[UnitRow]] = {}
    for row in rows:
        below.setdefault(row.parent_id if row.parent_id in here else None, []).append(row)
    stack = [Branch(row, 0) for row in reversed(below.get(None, []))]
    while stack:
        branch = stack.pop()
        yield branch
        inside = reversed(below.get(branch.unit.id, []))
        stack += [Branch(row, branch.depth + 1) for row in inside]


def _card(unit_id: int) -> UnitCard:
    card = unit_card(unit_id)
    if card is None:
        raise Http404
    return card


def _back(card: UnitCard) -> Link:
    return Link(card.name, reverse("backstage:unit", args=[card.id]))


def _end(valid_to: date | None) -> str:
    return day(valid_to) if valid_to else ""


def _today() -> date:
    return clock.now().astimezone(clock.VIETNAM).date()
