"""A6: journal entries that a reader could not digest: try again, or skip with a reason."""

import json
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.doors.backstage.forms import Ask, take
from motcua.doors.backstage.frame import MACHINISTS, once, show
from motcua.doors.backstage.lists import moment_said, more
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.foundation.journal.actions import holding
from motcua.foundation.journal.queries import HeldFull, held_one, held_page
from motcua.foundation.journal.rules import HeldRow
from motcua.kit import clock
from motcua.kit.identity import mask_numbers
from motcua.ui.fields import Field
from motcua.ui.rows import Column, compile_rows

PAGE = 20
_HELD = compile_rows(
    Column(gettext_lazy("Mục"), "entry_id", "head", href=lambda row: _page_of(row.id)),
    Column(gettext_lazy("Bên đọc"), "reader", "code"),
    Column(gettext_lazy("Hồ sơ"), lambda row: str(row.dossier_id or "–"), "num"),
    Column(gettext_lazy("Lỗi"), "error"),
    Column(gettext_lazy("Đã thử"), "attempts", "num"),
    Column(gettext_lazy("Thử lại lúc"), lambda row: next_try(row), "nw"),
)


@require_safe
@officer_page(*MACHINISTS)
def held(request: OfficerRequest) -> HttpResponse:
    """Show what is held, the oldest first."""
    after = request.GET.get("after", "")
    is_number = after.isascii() and after.isdigit() and len(after) < 18
    rows = held_page(after=int(after) if is_number else 0, limit=PAGE + 1)
    shown = {
        "table": _HELD.table(rows[:PAGE], _("Mục nhật ký bị giữ lại")) if rows else "",
        "pager": more(request, rows, PAGE, lambda row: row.id),
    }
    return show(request, "held", shown)


def _asks() -> tuple[Ask, ...]:
    hint = _("Ghi vào nhật ký cùng tên Ông/Bà; mục vẫn còn trong nhật ký.")
    return (Ask(Field("reason", _("Lý do bỏ qua"), "", "textarea", hint=hint, is_required=True)),)


@require_http_methods(["GET", "POST"])
@officer_page(*MACHINISTS)
def held_entry(request: OfficerRequest, held_id: int) -> HttpResponse:
    """Show one entry, its error and what waits behind it; a POST skips it with a reason."""
    one = held_one(held_id)
    if request.method == "GET":
        return _show(request, _found(one))
    if one is None:
        return _gone(request)
    answers = take(_asks(), request.POST)
    if answers.errors:
        return _show(request, one, answers.fields, answers.errors)
    by, now = request.acting.actor, clock.now()
    try:
        once(request, partial(holding.skip, held_id, reason=answers["reason"], by=by, now=now))
    except holding.NoLongerHeld:
        return _gone(request)
    messages.success(request, _("Đã bỏ qua mục %(n)s.") % {"n": one.row.entry_id})
    return redirect("backstage:held")


@require_POST
@officer_page(*MACHINISTS)
def retry(request: OfficerRequest, held_id: int) -> HttpResponse:
    """Ask that the entry be tried again at once."""
    by, now = request.acting.actor, clock.now()
    try:
        once(request, partial(holding.try_again, held_id, by=by, now=now))
    except holding.NoLongerHeld:
        return _gone(request)
    messages.success(request, _("Mục này sẽ được thử lại ngay."))
    return redirect("backstage:held")


def next_try(row: HeldRow) -> str:
    """Say when the entry is tried again by itself."""
    return moment_said(row.next_try_at) if row.next_try_at else _("chờ quyết định")


def _found(one: HeldFull | None) -> HeldFull:
    if one is None:
        raise Http404
    return one


def _gone(request: OfficerRequest) -> HttpResponse:
    messages.info(request, _("Mục này không còn bị giữ lại."))
    return redirect("backstage:held")


def _page_of(held_id: int) -> str:
    return reverse("backstage:held_entry", args=[held_id])


def _show(
    request: OfficerRequest,
    one: HeldFull,
    fields: tuple[Field, ...] = (),
    errors: tuple[object, ...] = (),
) -> HttpResponse:
    body = json.dumps(one.entry.body, ensure_ascii=False, indent=2)
    shown = {
        "row": one.row,
        "entry": one.entry,
        "at": moment_said(one.entry.at),
        "next_try": next_try(one.row),
        "waiting": one.waiting,
        "body": mask_numbers(body),
        "fields": fields or tuple(ask.field for ask in _asks()),
        "errors": errors,
    }
    return show(request, "held_entry", shown, 422 if errors else 200)
